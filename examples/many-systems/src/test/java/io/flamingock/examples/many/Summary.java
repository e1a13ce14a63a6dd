package io.flamingock.examples.many;

import io.flamingock.audit.AuditEntry;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What came of all seeds: a row for each change, and one line. */
record Summary(List<Trial.Result> results, int seeds, int failures, long seconds) {

    private static final String ROW = "%-24s | %-28s | %-9s | %13s | %8s | %s%n";

    Summary {
        results = List.copyOf(results);
    }

    void print(PrintStream out) {
        if (!results.isEmpty()) {
            printTable(out);
        }
        out.printf(
                "%d seeds in %d s: killed %d in a body, %d at an entry of the log, %d at a commit, %d after one, %d in a rollback, %d nowhere;"
                        + " %d stopped for a decision, %d settled, %d failures%n",
                seeds,
                seconds,
                number(Death.Where.BODY),
                number(Death.Where.APPEND),
                number(Death.Where.COMMIT),
                number(Death.Where.COMMITTED),
                number(Death.Where.ROLLBACK),
                number(Trial.Result::starved),
                number(result -> !result.next().decisions().isEmpty()),
                number(result -> !result.next().settled().isEmpty()),
                failures);
    }

    private long number(Death.Where where) {
        return number(result -> result.where().equals(Optional.of(where)));
    }

    private long number(Predicate<Trial.Result> condition) {
        return results.stream().filter(condition).count();
    }

    private void printTable(PrintStream out) {
        out.println(
                "(mode: with the log in MongoDB / in PostgreSQL; executed: how often the body began, in all seeds)");
        out.printf(ROW, "change", "mode", "target", "killed inside", "executed", "effects");
        for (String change : results.get(0).found().keySet().stream().sorted().toList()) {
            AuditEntry.Subject subject = results.get(0).subjects().get(change);
            out.printf(
                    ROW,
                    change + " " + subject.changeId(),
                    modes(change),
                    subject.target(),
                    number(result -> result.inside().equals(change)),
                    results.stream()
                            .mapToLong(result -> result.executed().get(change))
                            .sum(),
                    effects(change));
        }
    }

    private String modes(String change) {
        Map<LogStore, String> modes = new EnumMap<>(LogStore.class);
        results.forEach(result -> modes.put(
                result.death().log(), result.subjects().get(change).mode().toString()));
        AuditEntry.Subject subject = results.get(0).subjects().get(change);
        List<String> different = modes.values().stream().distinct().toList();
        return different.equals(List.of("NONE"))
                ? "NONE, " + subject.recovery().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : String.join(" / ", different);
    }

    /** How many platforms have it how often. */
    private String effects(String change) {
        Map<Long, Integer> times = new TreeMap<>();
        results.forEach(result -> times.merge(result.found().get(change), 1, Integer::sum));
        return String.join(
                ", ",
                times.entrySet().stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .toList());
    }
}
