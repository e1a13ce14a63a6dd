package io.flamingock.internal.plan;

import io.flamingock.api.Change;
import io.flamingock.api.Policy;
import io.flamingock.api.Problem;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.internal.change.NaturalOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where log and code disagree about changes that are applied: the problems {@code H19} to {@code H24}. */
final class HistoryChecks {

    private final Planner planner;
    private final History history;
    private final List<Problem> problems = new ArrayList<>();

    HistoryChecks(Planner planner, History history) {
        this.planner = planner;
        this.history = history;
    }

    List<Problem> find() {
        if (isForeignLog()) {
            problems.add(Problem.error(
                    "FOREIGN_LOG",
                    "service '" + planner.service() + "'",
                    "its log holds applied changes of '" + String.join("', '", history.applications())
                            + "', and none of this application '" + planner.application() + "'",
                    "give this application a service(…) of its own; if it was only renamed, keep the name before in"
                            + " application(…)"));
            return problems;
        }
        planner.changes().forEach(this::checkApplied);
        checkMissing();
        checkOrder();
        return problems;
    }

    private boolean isForeignLog() {
        Set<String> known = planner.known();
        return isForeign(history.applications())
                && history.changes().values().stream().anyMatch(ChangeHistory::isExecuted)
                && history.changes().keySet().stream().noneMatch(known::contains);
    }

    private boolean isForeign(Set<String> applications) {
        return !planner.application().isEmpty()
                && !applications.isEmpty()
                && !applications.contains(planner.application());
    }

    private void checkApplied(Change change) {
        ChangeHistory past = history.of(change.id());
        if (!past.isExecuted()) {
            return;
        }
        AuditEntry entry = past.newest();
        Subject then = ChangeHistory.subject(entry);
        String application = entry.written().runner().application();
        if (!then.source().equals(change.details().source())
                && isForeign(application.isEmpty() ? Set.of() : Set.of(application))) {
            problems.add(Problem.error(
                    "FOREIGN_LOG",
                    "change '" + change.id() + "' (" + change.details().source() + ")",
                    "application '" + application + "' has applied another change of that id, " + then.source()
                            + " (entry " + entry.seq() + ")",
                    "give this application a service(…) of its own, or the change another id; if it was only renamed, keep"
                            + " the name before in application(…)"));
        } else if (entry.event().checksum() != null && !entry.event().checksum().equals(change.checksum())) {
            report(
                    planner.policies().drift(),
                    "H20",
                    "change '" + change.id() + "' (" + change.details().source() + ")",
                    "is declared differently than when it was applied (entry " + entry.seq() + "): "
                            + differences(then, change) + "; checksum then "
                            + entry.event().checksum() + ", now " + change.checksum(),
                    "put the declaration back and write a new change, or, if today's is right, call"
                            + " flamingock.accept(\"" + change.id() + "\", " + entry.seq()
                            + ", \"<your name>\", \"<reason>\");");
        }
    }

    /** The log tells of some what it was; of the rest it has the checksum alone. */
    private static String differences(Subject then, Change now) {
        List<String> known = new ArrayList<>();
        difference("stage", then.stage(), now.stage()).ifPresent(known::add);
        difference("target system", then.target(), now.target()).ifPresent(known::add);
        difference("mode", then.mode().name(), now.mode().name()).ifPresent(known::add);
        return known.isEmpty()
                ? "its stage, its target system, transactional, or what its methods are called and ask for"
                : String.join(", ", known);
    }

    private static Optional<String> difference(String what, String then, String now) {
        return then.equals(now) ? Optional.empty() : Optional.of(what + " '" + then + "' then, '" + now + "' now");
    }

    private void checkMissing() {
        Map<String, String> lastKnownOrder = new HashMap<>();
        planner.changes().forEach(c -> lastKnownOrder.merge(c.stage(), c.order(), HistoryChecks::later));
        Set<String> known = planner.known();
        history.changes().forEach((id, past) -> {
            if (past.isExecuted() && !known.contains(id)) {
                reportMissing(
                        id,
                        past,
                        Optional.ofNullable(lastKnownOrder.get(
                                ChangeHistory.subject(past.newest()).stage())));
            }
        });
    }

    private void reportMissing(String id, ChangeHistory past, Optional<String> lastKnownOrder) {
        AuditEntry entry = past.newest();
        Subject then = ChangeHistory.subject(entry);
        Optional<Change> renamed = planner.changes().stream()
                .filter(c ->
                        history.of(c.id()).isEmpty() && c.details().source().equals(then.source()))
                .findFirst();
        if (renamed.isPresent()) {
            problems.add(Problem.error(
                    "H21",
                    "change '" + renamed.get().id() + "' (" + then.source() + ")",
                    "is new, but the same class was applied as '" + id + "' (entry " + entry.seq() + "): renamed?",
                    "give it back the id '" + id + "': under a new id it would run a second time"));
        } else if (lastKnownOrder.isEmpty() || NaturalOrder.INSTANCE.compare(then.order(), lastKnownOrder.get()) > 0) {
            problems.add(Problem.info(
                    "H23",
                    "entry " + entry.seq(),
                    "change '" + id + "' was applied by a newer version of this application",
                    "nothing to do: this version starts all the same"));
        } else {
            report(
                    planner.policies().missing(),
                    "H19",
                    "entry " + entry.seq(),
                    "change '" + id + "' (" + then.source() + ") was applied and is no longer in the code",
                    "keep applied changes in the code, or allow it with missing(Policy.ALLOW)");
        }
    }

    private void checkOrder() {
        Map<String, Subject> lastApplied = new HashMap<>();
        history.changes().values().stream()
                .filter(ChangeHistory::isExecuted)
                .map(past -> ChangeHistory.subject(past.newest()))
                .forEach(applied -> lastApplied.merge(
                        applied.stage(),
                        applied,
                        (a, b) -> NaturalOrder.INSTANCE.compare(a.order(), b.order()) >= 0 ? a : b));
        for (Change change : planner.changes()) {
            Subject last = lastApplied.get(change.stage());
            if (last != null
                    && history.of(change.id()).isEmpty()
                    && NaturalOrder.INSTANCE.compare(change.order(), last.order()) < 0) {
                Optional<Subject> before = before(change);
                report(
                        planner.policies().outOfOrder(),
                        "H22",
                        "change '" + change.id() + "' (" + change.details().source() + ")",
                        "is new, and its order " + change.order() + " comes before '" + last.changeId() + "' (order "
                                + last.order() + "), which is applied already"
                                + before.map(then -> "; '" + then.changeId() + "' (" + then.source() + ", order "
                                                + then.order() + ") was applied, too, and is no longer in the code:"
                                                + " renamed?")
                                        .orElse(""),
                        before.map(then -> "if it is the same change, give it back the id '" + then.changeId()
                                                + "'; otherwise ")
                                        .orElse("")
                                + "give it an order after " + last.order()
                                + ", or allow it with outOfOrder(Policy.ALLOW)");
            }
        }
    }

    /** What this new change may have been called: applied, missing from the code, and like it in order or class. */
    private Optional<Subject> before(Change change) {
        Set<String> known = planner.known();
        return history.changes().values().stream()
                .filter(ChangeHistory::isExecuted)
                .map(past -> ChangeHistory.subject(past.newest()))
                .filter(then -> !known.contains(then.changeId())
                        && then.stage().equals(change.stage())
                        && (NaturalOrder.INSTANCE.compare(then.order(), change.order()) == 0
                                || simpleClass(then.source())
                                        .equals(simpleClass(change.details().source()))))
                .findFirst();
    }

    private static String simpleClass(String source) {
        return source.replaceFirst("#.*", "").replaceFirst(".*[.$]", "");
    }

    private void report(Policy policy, String code, String place, String found, String remedy) {
        if (policy == Policy.FAIL) {
            problems.add(Problem.error(code, place, found, remedy));
        } else if (policy == Policy.WARN) {
            problems.add(Problem.warn(code, place, found, remedy));
        }
    }

    private static String later(String a, String b) {
        return NaturalOrder.INSTANCE.compare(a, b) >= 0 ? a : b;
    }
}
