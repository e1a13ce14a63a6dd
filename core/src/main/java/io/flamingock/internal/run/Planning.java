package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Issue;
import io.flamingock.api.Problem;
import io.flamingock.api.Problem.Severity;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.internal.change.Outline;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is to be done, from code and log; reads only, and says each problem once. */
final class Planning {

    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

    private final Settings settings;
    private final AuditLog log;
    private final StopSignal stop;
    private final Tally tally;
    private final ImplicitCommits implicitCommits = new ImplicitCommits();
    private final Set<Problem> said = new HashSet<>();
    private final KnownChanges known;
    private @Nullable ChangesInCode changes;
    private @Nullable List<Problem> similarService;

    Planning(Settings settings, KnownChanges known, StopSignal stop, Tally tally) {
        this.settings = settings;
        this.log = settings.store().log(settings.service());
        this.known = known;
        this.stop = stop;
        this.tally = tally;
    }

    /** The changes, as far as is known of their targets. Not before the fast path was tried: they are loaded for it. */
    ChangesInCode changes() {
        if (changes == null) {
            changes = known.load();
        }
        return changes;
    }

    /** Whether more is known of the changes than the fast path needs. */
    boolean isLoaded() {
        return changes != null;
    }

    /** The changes that were needed so far; none, if the run ended before it came to them. */
    ChangesInCode changesSoFar() {
        return changes == null ? ChangesInCode.NONE : changes;
    }

    /** Asks the targets whether they have transactions; never on the fast path. */
    void askTargets() {
        changes = changes().asTargetsAre();
    }

    /** The fast path: one statement, no lock, no DDL. */
    boolean isUpToDate() {
        Optional<AuditEntry> newest = newest();
        return newest.isPresent() && isUpToDate(newest.get());
    }

    /** Whether another instance, which is waited for, has done everything. */
    boolean isNothingLeft() {
        Optional<AuditEntry> newest = newest();
        return newest.isPresent()
                && (isUpToDate(newest.get()) || checked(read()).isEmpty());
    }

    private Optional<AuditEntry> newest() {
        return Patience.untilStop(settings.timing().connect(), stop).read(log::newest);
    }

    /** Whether this entry closes a run of this very set of changes. */
    private boolean isUpToDate(AuditEntry entry) {
        Outline outline = isLoaded() ? changes().wired().outline() : known.outline();
        if (entry.event().kind() != Kind.RUN
                || !outline.fingerprint().equals(entry.event().checksum())
                || isOfAnother(entry.written().runner().application())) {
            return false;
        }
        tally.sawHead(entry.head());
        String why = "nothing has changed since entry " + entry.seq();
        List<Decision> skipped = new ArrayList<>(outline.changes().size());
        for (Change change : outline.changes()) {
            skipped.add(new Decision.Skip(change, why));
        }
        tally.planned(new ExecutionPlan(settings.service(), skipped, List.of(), List.of(), outline.leftOut()));
        return true;
    }

    /** Another application may have changes that look the same: the log says more about them. */
    private boolean isOfAnother(String application) {
        String own = settings.runner().application();
        return !own.isEmpty() && !application.isEmpty() && !own.equals(application);
    }

    History read() {
        History history =
                History.of(Patience.untilStop(settings.timing().connect(), stop).read(() -> log.read(0)));
        tally.sawHead(history.head());
        return history;
    }

    ExecutionPlan plan(History history) {
        ExecutionPlan plan = implicitCommits.noted(
                changes().planner(settings).plan(history), changes().transactional());
        if (history.head().equals(Head.EMPTY) && similarService == null) {
            similarService = Patience.untilStop(settings.timing().connect(), stop)
                    .read(() -> SimilarServices.find(settings.store(), settings.service()));
        }
        if (similarService != null) {
            plan = SimilarServices.noted(plan, similarService);
        }
        tally.planned(plan);
        return plan;
    }

    /** The plan, unless log and code do not fit; what else was noticed is said, warnings even then. */
    ExecutionPlan checked(History history) {
        ExecutionPlan plan = plan(history);
        plan.problems(Severity.WARN).stream().filter(said::add).forEach(problem -> LOG.warn("{}", problem));
        if (!plan.problems(Severity.ERROR).isEmpty()) {
            throw new InvalidChangesException(plan.problems(Severity.ERROR));
        }
        plan.problems(Severity.INFO).stream().filter(said::add).forEach(problem -> LOG.info("{}", problem));
        return plan;
    }

    /** The checked plan of somebody who may act on it; thrown instead, where a human must decide first. */
    ExecutionPlan decided(History history) {
        ExecutionPlan plan = checked(history);
        if (!plan.issues().isEmpty()) {
            throw new Undecided(plan.issues());
        }
        return plan;
    }

    /** Ends a run that found changes to be decided about. */
    static final class Undecided extends RuntimeException {
        private final transient List<Issue> issues;

        Undecided(List<Issue> issues) {
            super("issues are open", null, false, false);
            this.issues = issues;
        }

        List<Issue> issues() {
            return issues;
        }
    }

    /** Whether a run of this very set of changes was cut off before it could close the log. */
    boolean isLeftOpen(History history) {
        Set<String> local = changes().byId().keySet();
        return !history.isClosed()
                && !history.changes().isEmpty()
                && history.changes().values().stream().noneMatch(ChangeHistory::isUnfinished)
                && history.changes().entrySet().stream()
                        .allMatch(e -> !e.getValue().isExecuted() || local.contains(e.getKey()));
    }
}
