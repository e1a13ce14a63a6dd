package io.flamingock.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code run()} did: one outcome per selected change, so the counts always add up. Immutable.
 *
 * @param service whose log
 * @param runId the id that the entries of this run carry
 * @param outcomes in the order of the plan
 * @param leftOut changes that the active profiles do not select
 * @param startedAt when, by the clock of this host
 * @param duration from the call to the end
 * @param head {@code seq:hash} of the newest entry this run saw; keep it for {@code verify}. {@code null}: no entry seen
 * @param note why it ended as it did, in one line
 */
public record RunReport(
        String service,
        String runId,
        List<Outcome> outcomes,
        List<ExecutionPlan.LeftOut> leftOut,
        Instant startedAt,
        Duration duration,
        @Nullable String head,
        String note) {

    /**
     * Copies the lists.
     *
     * @param service whose log
     * @param runId the id that the entries of this run carry
     * @param outcomes in the order of the plan
     * @param leftOut changes that the active profiles do not select
     * @param startedAt when, by the clock of this host
     * @param duration from the call to the end
     * @param head {@code seq:hash} of the newest entry this run saw; keep it for {@code verify}. {@code null}: no entry seen
     * @param note why it ended as it did, in one line
     */
    public RunReport {
        outcomes = List.copyOf(outcomes);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * How many changes ended in each way; they add up to {@link #total}.
     *
     * @param executed ran, and that is recorded
     * @param undone by an operator
     * @param settled cut off earlier, and known now to have been executed
     * @param skipped applied before
     * @param failed threw, or nothing says how they ended
     * @param undecided a human must decide about them
     * @param notReached the run stopped before them
     */
    public record Counts(
            int executed, int undone, int settled, int skipped, int failed, int undecided, int notReached) {
        static Counts of(List<Outcome> outcomes) {
            int[] n = new int[7];
            for (Outcome outcome : outcomes) {
                n[column(outcome)]++;
            }
            return new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        }

        private static int column(Outcome outcome) {
            if (outcome instanceof Outcome.Executed) return 0;
            if (outcome instanceof Outcome.Undone) return 1;
            if (outcome instanceof Outcome.Settled) return 2;
            if (outcome instanceof Outcome.Skipped) return 3;
            if (outcome instanceof Outcome.Undecided) return 5;
            if (outcome instanceof Outcome.NotReached) return 6;
            return 4;
        }

        /** {@return the sum of all counts} */
        public int total() {
            return executed + undone + settled + skipped + failed + undecided + notReached;
        }

        /** The counts that are not zero. */
        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            say(words, executed, "executed");
            say(words, undone, "undone");
            say(words, settled, "settled");
            say(words, skipped, "skipped");
            say(words, failed, "failed");
            say(words, undecided, "to be decided");
            say(words, notReached, "not reached");
            return words.isEmpty() ? "no changes" : String.join(", ", words);
        }

        private static void say(List<String> words, int count, String word) {
            if (count > 0) {
                words.add(count + " " + word);
            }
        }
    }

    /** {@return how many changes ended in which way} */
    public Counts counts() {
        return Counts.of(outcomes);
    }

    /** {@return the counts of each stage, in the order of the stages} */
    public Map<String, Counts> countsByStage() {
        Map<String, List<Outcome>> stages = new LinkedHashMap<>();
        outcomes.forEach(outcome -> stages.computeIfAbsent(outcome.change().stage(), s -> new ArrayList<>())
                .add(outcome));
        Map<String, Counts> counts = new LinkedHashMap<>();
        stages.forEach((stage, of) -> counts.put(stage, Counts.of(of)));
        return counts;
    }

    /** {@return how many changes were selected} */
    public int total() {
        return outcomes.size();
    }

    /** {@return whether this run executed or settled nothing and left nothing undone} */
    public boolean isNothingToDo() {
        return counts().skipped() == total();
    }

    /** {@return the change at which the run stopped, if it stopped at one} */
    public Optional<Outcome> failed() {
        return outcomes.stream()
                .filter(o -> o instanceof Outcome.Failed || o instanceof Outcome.Unrecorded)
                .findFirst();
    }

    /** The report as lines for a log or a terminal; what was skipped is only counted. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("run of '" + service + "': " + counts() + " in " + duration.toMillis() + " ms"
                + (note.isEmpty() ? "" : " (" + note + ")"));
        Map<String, Counts> stages = countsByStage();
        stages.forEach((stage, counts) -> {
            if (stages.size() > 1) {
                lines.add("  stage " + stage + ": " + counts);
            }
            outcomes.stream()
                    .filter(o -> o.change().stage().equals(stage) && !(o instanceof Outcome.Skipped))
                    .forEach(o -> lines.add(line(o)));
        });
        leftOut.forEach(l -> lines.add("  left out " + l.changeId() + " (" + l.reason() + ")"));
        if (head != null) {
            lines.add("  head of the log " + head);
        }
        return String.join("\n", lines);
    }

    private static String line(Outcome outcome) {
        Change change = outcome.change();
        return "    " + change.order() + " " + change.id() + " on '" + change.target() + "' (mode " + change.mode()
                + "): " + outcome.describe();
    }
}
