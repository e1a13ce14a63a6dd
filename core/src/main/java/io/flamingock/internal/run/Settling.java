package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Operation;
import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out, under a confirmed lease, what became of attempts of mode MARKED that were cut off (protocol §4). */
final class Settling {

    /** What the metadata of an outcome calls the finding. */
    static final String KEY = "settled";

    /** By which an entry says that the body has left the transaction that it was given. */
    static final String LEFT = "left";

    static final String HAS_LEFT = "the body has left the transaction that it was given";

    private final Holding holding;
    private final Map<String, TransactionalTargetSystem> targets;
    private final Map<String, Integer> done = new TreeMap<>();

    /** {@code targets} are those whose markers can be asked, by name. */
    Settling(Holding holding, Map<String, TransactionalTargetSystem> targets) {
        this.holding = holding;
        this.targets = targets;
    }

    /** Settles every change whose newest entry is {@code STARTED} in mode MARKED, and appends what was found. */
    void settleAll() {
        while (holding.journal().history().changes().values().stream().anyMatch(this::canSettle)) {
            holding.journal().history().changes().values().stream()
                    .filter(this::canSettle)
                    .findFirst()
                    .ifPresent(this::settle);
        }
    }

    /** The changes that turned out to be executed, each with its attempt. */
    Map<String, Integer> foundDone() {
        return done;
    }

    private boolean canSettle(ChangeHistory past) {
        return past.isToBeSettled() && targets.containsKey(subject(past).target());
    }

    private void settle(ChangeHistory past) {
        AuditEntry started = past.newest();
        Subject subject = subject(past);
        TransactionalTargetSystem target = Objects.requireNonNull(targets.get(subject.target()), "settling needs it");
        Marker marker = new Marker(
                started.service(),
                subject.changeId(),
                subject.attempt(),
                started.chain().hash());
        if (!holding.confirm()) {
            throw RunStop.leaseLost("the lease was lost before change '" + subject.changeId() + "' was settled");
        }
        Settlement settlement = ask(target, marker);
        State state = state(settlement, past.operation(), past.wasCleanBeforeAttempt());
        @Nullable
        ErrorRecord error = settlement == Settlement.DONE
                ? null
                : new ErrorRecord(
                        "cut off", "attempt " + subject.attempt() + " was cut off; its marker says " + settlement, "");
        Content found = holding.entries()
                .about(started.event(), subject, state, error, started.decision(), Map.of(KEY, settlement.name()));
        // on a collision this is dropped and settled anew
        if (holding.journal().write(java.util.List.of(found)) == 0
                && !holding.journal().isStillOurs()) {
            throw RunStop.leaseLost("the lease was lost while change '" + subject.changeId() + "' was settled");
        }
        if (state == State.EXECUTED && past.operation() == Operation.APPLY) {
            done.put(subject.changeId(), subject.attempt());
        }
    }

    private static State state(Settlement settlement, Operation operation, boolean clean) {
        return switch (settlement) {
            case DONE -> operation.done();
            case UNDONE -> operation == Operation.APPLY && !clean ? operation.unknown() : operation.undone();
            case UNKNOWN, FOREIGN -> operation.unknown();
        };
    }

    private static Subject subject(ChangeHistory past) {
        return Objects.requireNonNull(past.newest().subject(), "an entry about a change names it");
    }

    /** Asks what became of an attempt of an earlier run; a request to stop ends that. */
    private Settlement ask(TransactionalTargetSystem target, Marker marker) {
        Patience patience =
                Patience.untilStop(holding.timing().grace(), holding.stop()).with(describe(target));
        try {
            return ask(patience, target, marker);
        } catch (RunStop stopped) {
            throw stopped;
        } catch (RuntimeException e) {
            throw UnreachableTarget.whenAskedFor(marker, target.name(), e);
        }
    }

    /** Asks what became of an attempt that this run has just made, whatever happens meanwhile. */
    static Settlement ask(Holding holding, TransactionalTargetSystem target, Marker marker, Change running) {
        try {
            return ask(holding.patience().with(describe(target)), target, marker);
        } catch (RuntimeException e) {
            String message = describe(target) + " cannot be asked what became of attempt " + marker.attempt()
                    + " of change '" + marker.changeId() + "': "
                    + ErrorRecord.of(e).inFull()
                    + ". The log says STARTED; the next start asks again";
            throw RunStop.notRecorded(message, new Outcome.Unrecorded(running, marker.attempt(), message), e);
        }
    }

    private static Settlement ask(Patience patience, TransactionalTargetSystem target, Marker marker) {
        while (true) {
            try {
                return target.settle(marker);
            } catch (RuntimeException e) {
                patience.pauseAfter(e);
            }
        }
    }

    private static String describe(TransactionalTargetSystem target) {
        return "target system '" + target.name() + "'";
    }
}
