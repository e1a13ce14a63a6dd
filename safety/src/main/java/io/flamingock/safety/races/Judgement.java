package io.flamingock.safety.races;

import io.flamingock.api.Operation;
import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one race: what was promised and not kept, and counts.
 *
 * @param problems what was not kept; empty: all was
 * @param explained effects that are there once too often because a decision was made while a process was inside the
 *     body: the residue that the protocol names; each with its times
 * @param counts of this race
 */
public record Judgement(List<String> problems, List<String> explained, Counts counts) {

    /** What is left of a race: the schedule, the log, and what the oracle says. */
    record Evidence(
            Schedule schedule,
            List<AuditEntry> log,
            Verification verification,
            List<Effect> effects,
            List<Decision> decisions,
            Faults faults) {}

    /** How it went: what was wrong with that, whether all came to an end and how soon, how often it was undone. */
    record Course(List<String> problems, boolean ended, long endingMillis, int undone) {}

    static Judgement of(Evidence evidence, Course course) {
        List<String> broken = new ArrayList<>();
        List<String> explained = new ArrayList<>();
        if (!evidence.verification.isValid()) {
            broken.add("the log does not verify: " + evidence.verification.problem());
        }
        broken.addAll(new LogRules(evidence.log, evidence.schedule).broken());
        long duplicates = 0;
        long losses = 0;
        for (int i = 0; i < Schedule.CHANGES; i++) {
            ChangeCount change = ChangeCount.of(Schedule.id(i), evidence, course.ended);
            broken.addAll(change.problems());
            explained.addAll(change.explained());
            duplicates += change.duplicates();
            losses += change.losses();
        }
        long late = evidence.faults.appendsAfterTakeover();
        if (late > 0) {
            broken.add(late + " appends of a previous holder succeeded after a takeover");
        }
        Counts counts = new Counts();
        counts.add(Counts.Of.ROUNDS, 1);
        counts.add(Counts.Of.KILLS, kills(evidence));
        counts.add(Counts.Of.PAUSES, evidence.faults.happened().size() - kills(evidence));
        counts.add(Counts.Of.TAKEOVERS, evidence.faults.takeovers());
        counts.add(Counts.Of.DECISIONS, evidence.decisions.size());
        counts.add(Counts.Of.UNDOS, course.undone);
        counts.add(
                Counts.Of.EFFECTS,
                evidence.effects.stream()
                        .filter(effect -> effect.isDone() && effect.operation() == Operation.APPLY)
                        .count());
        counts.add(Counts.Of.DUPLICATES, duplicates);
        counts.add(Counts.Of.EXPLAINED, explained.size());
        counts.add(Counts.Of.LOSSES, losses);
        counts.add(Counts.Of.LATE_APPENDS, late);
        counts.add(Counts.Of.BROKEN, broken.size());
        counts.longest(Counts.Of.LONGEST_ENDING_MS, course.endingMillis);
        List<String> problems = new ArrayList<>(course.problems);
        problems.addAll(broken);
        return new Judgement(List.copyOf(problems), List.copyOf(explained), counts);
    }

    private static long kills(Evidence evidence) {
        return evidence.faults.happened().stream()
                .filter(fault -> !fault.kind().pauses())
                .count();
    }
}
