package io.flamingock.safety.races;

import io.flamingock.api.Operation;
import io.flamingock.api.Resolution;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.safety.races.Judgement.Evidence;
import io.flamingock.safety.races.Schedule.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How often the effect of one change is there, against what the log says.
 *
 * @param problems what was promised about it, and not kept
 * @param explained why an effect is there once more: its process was inside the body when somebody decided
 * @param duplicates effects too many, the explained ones left out
 * @param losses effects that the log says are there, and are not
 */
record ChangeCount(List<String> problems, List<String> explained, long duplicates, long losses) {

    /** {@code ended}: everybody came to his end, so that nothing may be left unfinished. */
    static ChangeCount of(String change, Evidence evidence, boolean ended) {
        Sort sort = evidence.schedule().sort(change);
        List<AuditEntry> entries = entries(change, evidence.log());
        List<Effect> effects = evidence.effects();
        List<String> explained = sort == Sort.MANUAL ? explained(change, evidence) : List.of();
        boolean executed = !entries.isEmpty()
                && entries.get(entries.size() - 1).event().state().isExecuted();
        boolean unfinished = !entries.isEmpty()
                && entries.get(entries.size() - 1).event().state().isUnfinished();
        boolean undoneAtLast = evidence.schedule().undoneAtLast().contains(change);
        List<String> problems = new ArrayList<>();
        String states = entries.stream()
                .map(entry -> entry.event().operation() + " " + entry.event().state())
                .collect(Collectors.joining(", "));
        if (ended && executed == undoneAtLast) {
            problems.add(change + " is " + (executed ? "executed" : "not executed") + " in the end: " + states);
        }
        long net = Effects.net(effects, change);
        long expected = (executed ? 1L : 0L) + explained.size();
        long duplicates = sort == Sort.RETRIED || unfinished ? 0 : Math.max(0, net - expected);
        long losses = Math.max(0, expected - net);
        if (duplicates + losses > 0) {
            problems.add(change + " (" + sort + ") is there " + net + " times, not " + expected + ": " + states + "; "
                    + effects.stream()
                            .filter(effect -> effect.change().equals(change))
                            .toList());
        }
        for (Operation operation : Operation.values()) {
            problems.addAll(attempts(change, sort, operation, effects, entries));
        }
        return new ChangeCount(problems, explained, duplicates, losses);
    }

    private static List<AuditEntry> entries(String change, List<AuditEntry> log) {
        return log.stream()
                .filter(entry ->
                        entry.subject() != null && entry.subject().changeId().equals(change))
                .filter(entry -> entry.event().state() != State.LATE)
                .toList();
    }

    /** Those that were there after somebody had looked, and decided that they were not. */
    private static List<String> explained(String change, Evidence evidence) {
        List<String> explained = new ArrayList<>();
        for (Effect effect : Effects.of(evidence.effects(), change, Operation.APPLY)) {
            Optional<Decision> decision = evidence.decisions().stream()
                    .filter(made -> made.change().equals(change) && made.attempt() == effect.attempt())
                    .filter(made -> made.resolution() == Resolution.ROLLED_BACK && made.inside())
                    .filter(made -> made.nanos() < effect.nanos())
                    .findFirst();
            if (effect.isDone() && decision.isPresent()) {
                explained.add(change + ": attempt " + effect.attempt() + " in process " + effect.process() + " acted "
                        + (effect.nanos() - decision.get().nanos()) / 1_000_000
                        + " ms after it was decided about, while it was inside the body");
            }
        }
        return explained;
    }

    /** Each attempt has at most one effect; in a transaction a whole one, and exactly one where the log says so. */
    private static List<String> attempts(
            String change, Sort sort, Operation operation, List<Effect> effects, List<AuditEntry> entries) {
        List<String> problems = new ArrayList<>();
        List<Effect> ours = Effects.of(effects, change, operation);
        int last = entries.stream()
                .mapToInt(entry -> entry.subject() == null ? 0 : entry.subject().attempt())
                .max()
                .orElse(0);
        for (int attempt = 1; attempt <= last; attempt++) {
            int number = attempt;
            long begun = count(ours, number, Effect.BEGUN);
            long done = count(ours, number, Effect.DONE);
            boolean recorded = entries.stream()
                    .anyMatch(entry -> entry.event().state() == operation.done()
                            && entry.event().operation() == operation
                            && entry.subject() != null
                            && entry.subject().attempt() == number);
            boolean transactional = sort == Sort.SHARED || sort == Sort.MARKED;
            boolean wrong = transactional ? begun != done || done != (recorded ? 1 : 0) : begun > 1 || done > begun;
            if (wrong) {
                problems.add(operation + " attempt " + number + " of " + change + " (" + sort + ") has begun " + begun
                        + " times, is there " + done + " times, and is " + (recorded ? "" : "not ")
                        + "recorded as done");
            }
        }
        return problems;
    }

    private static long count(List<Effect> effects, int attempt, int part) {
        return effects.stream()
                .filter(effect -> effect.attempt() == attempt && effect.part() == part)
                .count();
    }
}
