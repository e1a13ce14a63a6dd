package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.tck.model.Base.Session;
import io.flamingock.tck.model.Knowledge.Call;
import io.flamingock.tck.model.Knowledge.Ending;
import io.flamingock.tck.model.Line.About;
import java.util.List;

/**
 * A body, and what it does to the databases of the model.
 *
 * @param about the attempt that it belongs to
 * @param which the method; {@code UNDO} for the rollback after an attempt to apply has failed
 */
record BodyModel(Knowledge who, About about, Operation which, Chronicle log, List<String> outside) {

    private static final int TRIES = 3;

    /** Begins, with its first effect. */
    String begins(String effect) {
        int times = who.begins(call());
        unless(
                times <= (about.mode() == Mode.NONE ? 1 : TRIES),
                "the body of " + about + " begins a " + times + ". time with one intent (§4)");
        switch (about.mode()) {
            case SHARED ->
                checkIntent(who.session.lines().stream().anyMatch(line -> isMyIntent(line))
                        || (who.session.isEnded() && who.shared != null));
            case MARKED -> checkIntent(isDurable());
            case NONE -> {
                checkIntent(isDurable());
                unless(
                        !isRollback() || isRollbackPermitted(),
                        "a rollback before FAILED without collision, and a confirmed lease (§4)");
            }
        }
        return writes(effect);
    }

    private void checkIntent(boolean there) {
        unless(there, "the body of " + about + " begins before its intent (§4)");
    }

    private boolean isMyIntent(Line line) {
        return line.state() == State.STARTED
                && line.isAbout(about)
                && line.runId().equals(who.runId());
    }

    private boolean isDurable() {
        return log.lines().stream().anyMatch(this::isMyIntent);
    }

    private boolean isRollback() {
        return which != about.operation();
    }

    private boolean isRollbackPermitted() {
        return who.hasWritten(about, State.FAILED) && !who.collided && who.isFailureConfirmed();
    }

    String writes(String effect) {
        if (about.mode() == Mode.NONE) {
            outside.add(effect);
            return "";
        }
        Session session = who.session;
        if (session.isEnded()) {
            return Model.BROKEN;
        }
        if (!session.takesTurn(false)) {
            return Model.BLOCKED;
        }
        session.add(effect);
        return "";
    }

    String commitsInside() {
        if (who.session.isEnded()) {
            return Model.BROKEN;
        }
        List<Line> lines = List.copyOf(who.session.lines());
        who.session.commitInside();
        who.wrote(lines);
        return "";
    }

    String isUndoneInside() {
        if (who.session.isEnded()) {
            return Model.BROKEN;
        }
        who.session.undoInside();
        return Model.DEADLOCK;
    }

    void ends(Ending how) {
        who.ends(call(), how);
    }

    private Call call() {
        return new Call(about.change(), about.attempt(), which);
    }
}
