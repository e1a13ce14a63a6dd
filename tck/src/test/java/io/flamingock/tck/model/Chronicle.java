package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.Head;
import io.flamingock.tck.model.Line.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a log, or a beginning of it, says: protocol §2 and §5. */
record Chronicle(List<Line> lines) {

    private static final Set<State> CLEAN = Set.of(State.ROLLED_BACK, State.MARKED_ROLLED_BACK);
    private static final Set<State> EXECUTED = Set.of(State.EXECUTED, State.MARKED_EXECUTED, State.IMPORTED);

    /** What the next start does about a change. */
    enum Next {
        RUN,
        SKIP,
        SETTLE,
        STOP
    }

    Head head() {
        return lines.isEmpty() ? Head.EMPTY : lines.get(lines.size() - 1).head();
    }

    boolean has(Head head) {
        return head.seq() <= lines.size() && upTo(head.seq()).head().equals(head);
    }

    Chronicle upTo(long seq) {
        return new Chronicle(lines.subList(0, (int) seq));
    }

    Chronicle and(List<Line> more) {
        List<Line> all = new ArrayList<>(lines);
        all.addAll(more);
        return new Chronicle(all);
    }

    /** The newest entry of a change, {@code LATE} left out: its state. */
    Optional<Line> newest(String change) {
        return newestBefore(change, lines.size());
    }

    private Optional<Line> newestBefore(String change, int end) {
        for (int i = end - 1; i >= 0; i--) {
            Line line = lines.get(i);
            if (line.kind() == Kind.CHANGE && line.counts() && line.change().equals(change)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    Optional<Line> newestThatCounts() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).counts()) {
                return Optional.of(lines.get(i));
            }
        }
        return Optional.empty();
    }

    int nextAttempt(String change) {
        return 1
                + lines.stream()
                        .filter(line ->
                                line.kind() == Kind.CHANGE && line.change().equals(change))
                        .mapToInt(Line::attempt)
                        .max()
                        .orElse(0);
    }

    boolean isClean(String change) {
        return isClean(newest(change));
    }

    /** Whether nothing of an earlier attempt could be there before this one. */
    boolean wasCleanBefore(About about) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isAbout(about)) {
                return isClean(newestBefore(about.change(), i));
            }
        }
        return isClean(about.change());
    }

    private static boolean isClean(Optional<Line> newest) {
        return newest.isEmpty() || CLEAN.contains(newest.get().state());
    }

    boolean isExecuted(String change) {
        return newest(change).filter(line -> EXECUTED.contains(line.state())).isPresent();
    }

    boolean isUnfinished(String change) {
        return !isClean(change) && !isExecuted(change);
    }

    /** Whether this run's own intent of the attempt, or what it recorded before its rollback, is the newest entry. */
    boolean isStillOwn(About about, String runId) {
        return newest(about.change())
                .filter(line -> line.isAbout(about)
                        && line.runId().equals(runId)
                        && (line.state() == State.STARTED || line.state() == State.FAILED))
                .isPresent();
    }

    boolean isToBeSettled(String change) {
        return newest(change)
                .filter(line -> line.state() == State.STARTED && line.about().mode() == Mode.MARKED)
                .isPresent();
    }

    Next next(Spec spec) {
        if (isClean(spec.id())) {
            return Next.RUN;
        }
        if (isExecuted(spec.id())) {
            return Next.SKIP;
        }
        if (isToBeSettled(spec.id())) {
            return Next.SETTLE;
        }
        boolean applied = newest(spec.id()).orElseThrow().about().operation() == Operation.APPLY;
        return applied && spec.retried() ? Next.RUN : Next.STOP;
    }
}
