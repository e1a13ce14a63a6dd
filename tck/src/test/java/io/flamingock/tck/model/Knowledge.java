package io.flamingock.tck.model;

import io.flamingock.api.Operation;
import io.flamingock.audit.Head;
import io.flamingock.tck.model.Act.Errand;
import io.flamingock.tck.model.Line.About;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an instance has asked, heard and done: what the protocol permits it depends on nothing else. */
final class Knowledge {

    /** A body of an attempt; an {@code UNDO} of an attempt to apply is the rollback after its failure. */
    record Call(String change, int attempt, Operation which) {
        static Call of(About about) {
            return new Call(about.change(), about.attempt(), about.operation());
        }

        static Call rollbackOf(About about) {
            return new Call(about.change(), about.attempt(), Operation.UNDO);
        }
    }

    enum Ending {
        RUNNING,
        RETURNED,
        THREW
    }

    final Errand errand;
    final List<Spec> changes;
    /** The runs it has called itself by. */
    private String runId = "";

    /** The head that it has read, or written, last. */
    long known;

    private boolean takenOver;
    private boolean fenced;
    private boolean read;
    private boolean confirmed;
    private boolean open;
    private long openedAt;
    private boolean failureConfirmed;

    boolean everAcquired;
    boolean executed;
    boolean fencedByForce;
    /** A transaction whose intent is its first row, and the head from before. */
    Line shared;

    Head sharedBefore = Head.EMPTY;
    boolean outcomeRefused;
    /** Somebody has written since its newest intent, as a collision has shown. */
    boolean collided;

    Base.Session session;
    private final Map<Call, Ending> bodies = new HashMap<>();
    private final Map<Call, Integer> begun = new HashMap<>();
    private final List<Line> written = new ArrayList<>();

    Knowledge(Errand errand, List<Spec> changes) {
        this.errand = errand;
        this.changes = changes;
    }

    /** All that it writes in one call of the library is of one run. */
    boolean isRun(String id) {
        if (runId.isEmpty()) {
            runId = id;
        }
        return runId.equals(id);
    }

    String runId() {
        return runId;
    }

    void acquired(boolean fromSomebody) {
        everAcquired = true;
        takenOver = fromSomebody;
        fenced = false;
        read = false;
        open = false;
        confirmed = false;
    }

    void hasRead(long seq) {
        known = seq;
        read = everAcquired;
    }

    void renewed(boolean mine) {
        confirmed = mine;
        failureConfirmed = mine;
        if (mine && !open && read && !mustFence()) {
            open = true;
            openedAt = known;
        }
    }

    /** What answers have told it. */
    record Heard(boolean outcomeRefused, boolean confirmed, boolean failureConfirmed) {}

    Heard heard() {
        return new Heard(outcomeRefused, confirmed, failureConfirmed);
    }

    /** The answer to its last call is lost, and with it what that would have told. */
    void heardOnly(Heard before) {
        outcomeRefused = before.outcomeRefused;
        confirmed = before.confirmed;
        failureConfirmed &= before.failureConfirmed; // an append of which nothing was heard is one all the same
    }

    void wrote(List<Line> lines) {
        lines.forEach(line -> {
            written.add(line);
            known = line.head().seq();
            collided &= line.state() != io.flamingock.api.State.STARTED;
        });
        failureConfirmed = false;
    }

    void fenced() {
        fenced = true;
        read = false; // what was read before is discarded
    }

    boolean mustFence() {
        return takenOver && !fenced;
    }

    /** What it does from here on can last: who settles it confirms anew. */
    void beginsToAct() {
        confirmed = false;
        outcomeRefused = false;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** The lease, the fence where one is due, the log, the confirmed lease, in this order. */
    boolean isOpen() {
        return open;
    }

    long openedAt() {
        return openedAt;
    }

    /** Since the last append. */
    boolean isFailureConfirmed() {
        return failureConfirmed;
    }

    boolean hasWritten(About about, io.flamingock.api.State state) {
        return written.stream().anyMatch(line -> line.isAbout(about) && line.state() == state);
    }

    /** Its own intent of this attempt, if it is in the log. */
    Line started(String change, int attempt) {
        return written.stream()
                .filter(line -> line.state() == io.flamingock.api.State.STARTED
                        && line.change().equals(change)
                        && line.attempt() == attempt)
                .findFirst()
                .orElse(null);
    }

    int begins(Call call) {
        bodies.put(call, Ending.RUNNING);
        return begun.merge(call, 1, Integer::sum);
    }

    void ends(Call call, Ending how) {
        bodies.put(call, how);
    }

    boolean hasBegun(Call call) {
        return begun.containsKey(call);
    }

    boolean ended(Call call, Ending how) {
        return bodies.get(call) == how;
    }

    boolean isInBody() {
        return bodies.containsValue(Ending.RUNNING);
    }
}
