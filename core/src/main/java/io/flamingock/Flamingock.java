package io.flamingock;

import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Issue;
import io.flamingock.api.Problem;
import io.flamingock.api.Problem.Severity;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.ToBeUndone;
import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.audit.LeaseRow;
import io.flamingock.internal.change.Changes;
import io.flamingock.internal.change.Outline;
import io.flamingock.internal.change.WiredChanges;
import io.flamingock.internal.run.ChainCheck;
import io.flamingock.internal.run.ChangesInCode;
import io.flamingock.internal.run.KnownChanges;
import io.flamingock.internal.run.OperatorCalls;
import io.flamingock.internal.run.Run;
import io.flamingock.internal.run.SimilarServices;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the systems that an application depends on to the state that this version of its code needs.
 *
 * <pre>{@code
 * Flamingock.builder()
 *         .service("users")
 *         .auditStore(SqlAuditStore.of(dataSource))
 *         .targetSystems(SqlTargetSystem.of("user-database", dataSource))
 *         .changes("com.acme.changes")
 *         .run();
 * }</pre>
 *
 * <p>Which amounts to: find the changes, read the log, and, if something is pending, take the lease, run each pending
 * change, and record what happened; when a safe outcome cannot be guaranteed, stop and say what a human must do.
 *
 * <p>Immutable, and safe for use by several threads: two runs at once exclude each other by the lease, as those of two
 * processes do. Every method may throw {@link InvalidChangesException}, before anything is read or written, and {@link
 * io.flamingock.audit.AuditStoreException} where the store cannot be used.
 */
public final class Flamingock {

    private static final Logger LOG = LoggerFactory.getLogger(Flamingock.class);

    private final Configuration configuration;
    private volatile @Nullable ChangesInCode changes;

    Flamingock(Configuration configuration) {
        this.configuration = configuration;
    }

    /** {@return a new builder} */
    public static FlamingockBuilder builder() {
        return new FlamingockBuilder();
    }

    /** {@return what {@link #run} would do now, and why; reads the log, writes nothing} */
    public ExecutionPlan plan() {
        sayIfNothingCouldRun();
        ChangesInCode all = changes();
        return new Run(configuration.settings(), KnownChanges.of(all))
                .plan()
                .foundBy(all.wired().foundBy());
    }

    /**
     * Runs what is pending, on the calling thread.
     *
     * @return what became of each change; nothing of ours is alive any more
     * @throws InvalidChangesException something is wrong with changes, wiring or history; nothing was run
     * @throws io.flamingock.api.RunFailedException the run did not come to its end; the report is inside, and the
     *     subclass and its message say what to do
     */
    public RunReport run() {
        if (!configuration.enabled()) {
            return Run.disabled(configuration.settings());
        }
        sayIfNothingCouldRun();
        return new Run(configuration.settings(), knownChanges()).execute();
    }

    /** {@return what a human must decide about, as log and code say now} */
    public List<Issue> issues() {
        return OperatorCalls.issues(configuration.settings(), changes());
    }

    /**
     * How each change stands: those of the code in their order, then those that only the log has. Without changes in the
     * builder, what the log alone says. Writes nothing.
     *
     * @return one for each change that code or log know
     * @throws InvalidChangesException something is wrong with changes or wiring
     * @throws io.flamingock.audit.AuditStoreException the store cannot be used
     */
    public List<ChangeStatus> status() {
        return OperatorCalls.status(configuration.settings(), changes());
    }

    /**
     * Decides an issue.
     *
     * @param seq the entry that the decision is about, as the issue names it
     * @param changeId the change, as the issue names it
     * @param resolution what was found when looking at the target
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @throws RefusedException it is no issue, or not any more; or a run is active; nothing was written
     */
    public void resolve(String changeId, long seq, Resolution resolution, String operator, String reason) {
        operator(operator, reason).resolve(changeId, seq, resolution);
    }

    /**
     * Runs the rollback of one executed change. It is pending again then: the next {@link #run} applies it. Changes
     * that were executed after it stay; they are named in a warning and in the report. No entry is to be named: nothing
     * is decided about what was seen, the rollback runs on what is executed when the lease is held.
     *
     * @param changeId the change to be undone; {@code history()} and {@code plan()} name them
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @return what became of it; the note names the changes that stay
     * @throws RefusedException it is not executed, or has no rollback; or a run is active; nothing was undone
     * @throws io.flamingock.api.RunFailedException its rollback threw, or the run broke off; the message says in which
     *     state the change is now
     */
    public RunReport undo(String changeId, String operator, String reason) {
        return operator(operator, reason).undo(changeId);
    }

    /**
     * Undoes every executed change that comes after this one, the last first; this one stays.
     *
     * @param changeId the last change that stays; must be executed
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @return what became of each of them
     * @throws RefusedException there is no such executed change, one that comes after it has no rollback, or a run is
     *     active; nothing was undone
     * @throws io.flamingock.api.RunFailedException a rollback threw, or the run broke off; those before it are undone
     */
    public RunReport undoTo(String changeId, String operator, String reason) {
        return operator(operator, reason).undoTo(changeId);
    }

    /**
     * Undoes the last {@code count} executed changes, the last first.
     *
     * @param count how many, from 1; more than are executed: all of them
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @return what became of each of them
     * @throws RefusedException one of them has no rollback, the count is less than 1, or a run is active; nothing was
     *     undone
     * @throws io.flamingock.api.RunFailedException a rollback threw, or the run broke off; those before it are undone
     */
    public RunReport undoLast(int count, String operator, String reason) {
        return operator(operator, reason).undoLast(count);
    }

    /**
     * Undoes what somebody has seen and confirmed, and nothing else.
     *
     * @param confirmed what {@link #toBeUndone}, {@link #toBeUndoneTo} or {@link #toBeUndoneLast} has returned
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @return what became of each of them
     * @throws RefusedException other changes are executed by now, or by other entries; or a run is active; nothing was
     *     undone
     * @throws io.flamingock.api.RunFailedException a rollback threw, or the run broke off; those before it are undone
     */
    public RunReport undo(ToBeUndone confirmed, String operator, String reason) {
        return operator(operator, reason).undo(confirmed);
    }

    /**
     * What {@link #undo(String, String, String)} would do now; writes nothing.
     *
     * @param changeId the change
     * @return what would be undone, to be confirmed
     * @throws RefusedException it is not executed, or has no rollback
     */
    public ToBeUndone toBeUndone(String changeId) {
        return OperatorCalls.toBeUndone(configuration.settings(), changes(), changeId);
    }

    /**
     * What {@link #undoTo} would do now; writes nothing.
     *
     * @param changeId the change that stays
     * @return what would be undone, to be confirmed
     * @throws RefusedException it is not executed, or one after it has no rollback
     */
    public ToBeUndone toBeUndoneTo(String changeId) {
        return OperatorCalls.toBeUndoneTo(configuration.settings(), changes(), changeId);
    }

    /**
     * What {@link #undoLast} would do now; writes nothing.
     *
     * @param count how many, from 1
     * @return what would be undone, to be confirmed
     * @throws RefusedException the count is less than 1, or one of them has no rollback
     */
    public ToBeUndone toBeUndoneLast(int count) {
        return OperatorCalls.toBeUndoneLast(configuration.settings(), changes(), count);
    }

    /**
     * Records that someone has undone an executed change by hand; it is pending again then.
     *
     * @param seq the entry by which it is executed, as {@link #plan} and {@link #history} name it
     * @param changeId the change whose effect somebody has removed
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @throws RefusedException it is not executed, or has a newer entry; or a run is active; nothing was written
     */
    public void undoneByHand(String changeId, long seq, String operator, String reason) {
        operator(operator, reason).undoneByHand(changeId, seq);
    }

    /**
     * Records that an applied change, which is declared differently now, is right as it is declared today.
     *
     * @param seq the entry by which it is executed, as the problem {@code H20} of the plan names it
     * @param changeId the change whose new declaration is right
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @throws RefusedException it is declared as it was applied, or has a newer entry; or a run is active; nothing was
     *     written
     */
    public void accept(String changeId, long seq, String operator, String reason) {
        operator(operator, reason).accept(changeId, seq);
    }

    /**
     * Records that the effects of all changes up to this one are there already: for existing systems. About changes
     * that are not executed, so there is no entry that it could name; executed ones are left alone.
     *
     * @param upToChangeId the last change whose effect is there already, in the order of the plan
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @throws RefusedException one of them is unfinished; or a run is active; nothing was written
     */
    public void baseline(String upToChangeId, String operator, String reason) {
        operator(operator, reason).baseline(upToChangeId);
    }

    /** {@return what is known about the lease; empty: there never was one} */
    public Optional<LeaseRow> lock() {
        return configuration.settings().store().lease(configuration.settings().service());
    }

    /**
     * Releases the lease of a holder that will never do it: fenced in the log first, so that what it still writes is
     * refused. A holder that is gone needs none of this: its lease expires.
     *
     * @param token the token of the lease, as {@link #lock} says
     * @param operator who does this, for the log: a name or an address, not blank, cut to 255 characters
     * @param reason why, for the log: not blank, cut to 2,000 characters
     * @throws RefusedException the lease has another token by now, or is free; nothing was written
     */
    public void releaseLock(long token, String operator, String reason) {
        operator(operator, reason).releaseLock(token);
    }

    /**
     * The services that have a log in this store, and differ from this one in case only: for who finds its log empty. A
     * store cannot be asked for all of its services.
     *
     * @return their names; none is usual
     * @throws io.flamingock.audit.AuditStoreException the store cannot be used
     */
    public List<String> similarServices() {
        return SimilarServices.names(
                configuration.settings().store(), configuration.settings().service());
    }

    /** {@return the whole log of the service, in order} */
    public List<AuditEntry> history() {
        return configuration
                .settings()
                .store()
                .log(configuration.settings().service())
                .read(0);
    }

    /**
     * Walks the hash chain of the log. A tail that was cut off does not show: that takes {@link #verify(Head)}.
     *
     * @return the first entry that does not fit, if there is one, and the head to keep
     */
    public Verification verify() {
        return ChainCheck.of(this::history, null);
    }

    /**
     * Walks the hash chain of the log, in which a head that someone kept must be.
     *
     * @param expected a head that was kept: of a {@link RunReport}, of the log line of a run, or of an earlier {@link
     *     Verification}
     * @return the first entry that does not fit, or that the kept head is not there
     */
    public Verification verify(Head expected) {
        return ChainCheck.of(this::history, expected);
    }

    private OperatorCalls operator(String operator, String reason) {
        return new OperatorCalls(configuration.settings(), changes(), operator, reason);
    }

    /** What the index says where that may be enough, otherwise all. */
    private KnownChanges knownChanges() {
        @Nullable ChangesInCode all = changes;
        if (all != null) {
            return KnownChanges.of(all);
        }
        @Nullable Outline outline = configuration.outline().orElse(null);
        if (outline == null) {
            return KnownChanges.of(changes());
        }
        return new KnownChanges(outline, () -> heldAgainst(outline));
    }

    /** The classes say what is true. */
    private ChangesInCode heldAgainst(Outline outline) {
        ChangesInCode all = changes();
        if (!all.wired().fingerprint().equals(outline.fingerprint())) {
            LOG.warn("the index of the changes says something else than their classes, which are believed: compile them"
                    + " anew, all of them, with annotation processing");
        }
        return all;
    }

    /** Found, validated and wired once. */
    private ChangesInCode changes() {
        @Nullable ChangesInCode known = changes;
        if (known == null) {
            WiredChanges found = configuration.checked(Changes.find(configuration.stages(), configuration.wiring()));
            say(found.problems());
            LOG.debug("changes in packages were found by {}", found.foundBy());
            known = ChangesInCode.of(found, configuration.wiring().targets());
            changes = known;
        }
        return known;
    }

    private void sayIfNothingCouldRun() {
        if (configuration.givesNoChange()) {
            LOG.warn(
                    "{}",
                    Problem.warn(
                            "D18",
                            "changes(…)",
                            "no change given: there is nothing that could be run",
                            "give packages, such as changes(\"com.acme.changes\"), or change(…)"));
        }
    }

    private static void say(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.severity() == Severity.WARN) {
                LOG.warn("{}", problem);
            }
        }
        for (Problem problem : problems) {
            if (problem.severity() == Severity.INFO) {
                LOG.info("{}", problem);
            }
        }
    }
}
