package io.flamingock.internal.run;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Issue;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Outcome;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunReport;
import io.flamingock.api.RunStoppedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.audit.StoreRefusedException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of whatever ended a run the exception that its caller sees, and leaves the lease as the protocol says. */
final class Failure {

    private final Settings settings;
    private final ChangesInCode changes;
    private final Tally tally;
    private final @Nullable HeldLease lease;
    private final @Nullable Holding holding;
    private RunReport report;

    Failure(
            Settings settings,
            ChangesInCode changes,
            Tally tally,
            @Nullable HeldLease lease,
            @Nullable Holding holding) {
        this.settings = settings;
        this.changes = changes;
        this.tally = tally;
        this.lease = lease;
        this.holding = holding;
        this.report = tally.report("");
    }

    /** What the run did until it stopped. */
    RunReport report() {
        return report;
    }

    RuntimeException of(Throwable thrown) {
        recordWhatIsOutstanding(thrown);
        boolean release = !(thrown instanceof AuditStoreException)
                && !(thrown instanceof RunStop stop
                        && stop.reason() != RunStop.Reason.CHANGE_FAILED
                        && stop.reason() != RunStop.Reason.STOP_REQUESTED);
        endLease(release || isRefusedUnopened(thrown));
        if (holding != null) {
            tally.sawHead(holding.journal().history().head());
        }
        if (thrown instanceof RunStop stop) {
            return of(stop);
        }
        if (thrown instanceof Planning.Undecided undecided) {
            report = tally.report("a human must decide first");
            return new OpenIssuesException(undecided.issues(), report);
        }
        if (thrown instanceof UnreachableTarget unreachable) {
            return unreachable.seen(reported("a target system does not answer"));
        }
        if (thrown instanceof Acquisition.NotAcquired notAcquired) {
            return notAcquired.seen(reported("the lease is held by another run"));
        }
        if (thrown instanceof InvalidChangesException invalid) {
            report = tally.report("log and code do not fit");
            return invalid;
        }
        return unexpected(thrown);
    }

    /** The store has said no before the log was opened: nothing of ours is on its way there. */
    private boolean isRefusedUnopened(Throwable thrown) {
        return thrown instanceof StoreRefusedException && holding == null;
    }

    /** An outcome that was kept for the next append is never dropped. */
    private void recordWhatIsOutstanding(Throwable thrown) {
        if (holding != null && !holding.journal().isUnreachable()) {
            try {
                holding.recorder().flush();
            } catch (Throwable e) { // whatever it is, the lease is still to be ended
                if (e != thrown) {
                    thrown.addSuppressed(e);
                }
            }
        }
    }

    private void endLease(boolean release) {
        if (lease == null) {
            return;
        }
        // who has taken over and not yet appended the fence does not release: the lease expires
        boolean fenced = holding != null || lease.takenOverFrom().isEmpty();
        if (release && fenced) {
            lease.release();
        } else {
            lease.close();
        }
    }

    private RuntimeException of(RunStop stop) {
        @Nullable Outcome outcome = stop.outcome();
        if (outcome != null) {
            tally.count(outcome);
        } else {
            unrecorded().ifPresent(content -> countUnrecorded(content, stop.text()));
        }
        return switch (stop.reason()) {
            case CHANGE_FAILED -> changeFailed(stop);
            case NOT_RECORDED ->
                new OutcomeNotRecordedException(
                        "[S26] " + stop.text(), reported("the outcome is not recorded"), stop.getCause());
            case STOP_REQUESTED ->
                new RunStoppedException(stop.text(), reported("the run was stopped"), stop.getCause());
            case LEASE_LOST, PLAN_ANEW ->
                new LeaseLostException(
                        "[L35] " + stop.text()
                                + "; nothing more was started here. Start again: where a human must decide"
                                + " first, that start says so",
                        reported("the lease was lost"),
                        stop.getCause());
        };
    }

    private RuntimeException changeFailed(RunStop stop) {
        Outcome.Failed failed = (Outcome.Failed) Objects.requireNonNull(stop.outcome());
        String message = "[" + code(failed.state(), stop.getCause()) + "] change '"
                + failed.change().id() + "' ("
                + failed.change().details().source()
                + ") failed on target system '" + failed.change().target() + "': " + failed.error() + "\n  it is now "
                + failed.state() + ": " + whatNow(failed);
        RunReport now = reported("change '" + failed.change().id() + "' failed");
        @Nullable Throwable cause = stop.getCause();
        return new ChangeFailedException(message, failed, now, cause == null ? stop : cause);
    }

    private static String code(State state, @Nullable Throwable thrown) {
        return state == State.ROLLBACK_FAILED ? "X38" : WatchedBody.isTimeout(thrown) ? "X40" : "X37";
    }

    private String whatNow(Outcome.Failed failed) {
        if (failed.state() == State.ROLLED_BACK) {
            return "nothing of it is there. Correct the cause and start again: it will be run again";
        }
        if (failed.state().isExecuted()) {
            return "it was not undone, its effect is there as before";
        }
        Optional<Issue> issue = holding == null
                ? Optional.empty()
                : changes.planner(settings).issues(holding.journal().history()).stream()
                        .filter(i -> i.changeId().equals(failed.change().id()))
                        .findFirst();
        if (issue.isPresent()) {
            return "its effect may be there in part, and nothing runs until a human has decided"
                    + whyInPart(failed) + "\n"
                    + issue.get().remedy().indent(2).stripTrailing();
        }
        return failed.change().recovery() == RecoveryStrategy.ALWAYS_RETRY
                ? "its effect may be there in part. Correct the cause and start again: it is declared ALWAYS_RETRY"
                : "correct the cause and start again";
    }

    private String whyInPart(Outcome.Failed failed) {
        boolean committed = holding != null
                && holding.journal().history().of(failed.change().id()).hasCommittedByItself();
        return committed
                ? ". A statement in it has committed its transaction (DDL on most databases, or a COMMIT): declare such"
                        + " a change transactional = false"
                : "";
    }

    private RuntimeException unexpected(Throwable thrown) {
        String what = ErrorRecord.of(withoutAdvice(thrown)).summary();
        if (unrecorded().isPresent()) {
            Content content = unrecorded().get();
            String message = "[S26] change '" + subject(content).changeId() + "' came to its end as "
                    + content.event().state() + ", and that is not recorded: " + what + ". The log says STARTED: "
                    + whatNext(subject(content));
            countUnrecorded(content, message);
            return new OutcomeNotRecordedException(message, reported("an outcome is not recorded"), thrown);
        }
        if (thrown instanceof StoreRefusedException refused) {
            reported("the audit store refuses");
            return refused;
        }
        if (lease == null && thrown instanceof FlamingockException e) {
            reported("the audit store does not answer");
            return e;
        }
        return new RunFailedException(
                "the run broke off: " + what
                        + ". A change whose intent was being written may be recorded as started; the next start acts on what"
                        + " the log says",
                reported("the run broke off"),
                thrown);
    }

    /** What a store has said itself: to start again is not all that there is to be done. */
    private static Throwable withoutAdvice(Throwable thrown) {
        return thrown instanceof AuditStoreException && thrown.getCause() instanceof AuditStoreException own
                ? own
                : thrown;
    }

    private String whatNext(Subject subject) {
        if (subject.mode() == Mode.MARKED) {
            return "the next start asks its marker what happened";
        }
        return changes.find(subject.changeId()).stream()
                        .anyMatch(wired -> wired.change().recovery() == RecoveryStrategy.ALWAYS_RETRY)
                ? "the next start runs it again, as it is declared ALWAYS_RETRY"
                : "when the store answers again, the next start stops there, and says how to record what became of it";
    }

    private Optional<Content> unrecorded() {
        return holding == null ? Optional.empty() : holding.recorder().unrecorded();
    }

    private void countUnrecorded(Content content, String why) {
        changes.find(subject(content).changeId())
                .ifPresent(wired -> tally.count(
                        new Outcome.Unrecorded(wired.change(), subject(content).attempt(), why)));
    }

    private static Subject subject(Content outcome) {
        return Objects.requireNonNull(outcome.subject(), "an outcome is about a change");
    }

    private RunReport reported(String note) {
        report = tally.report(note);
        return report;
    }
}
