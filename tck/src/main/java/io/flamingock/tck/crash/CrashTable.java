package io.flamingock.tck.crash;

import io.flamingock.api.Mode;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.tck.crash.Scenario.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was tried and what came of it; safe for use by several threads. */
public final class CrashTable {

    private static final int SHOWN_FAILURES = 12;

    private final Map<Cell, int[]> cells = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Extent extent;

    /**
     * An empty table.
     *
     * @param usual how much is tried unless {@code -Dflamingock.crash.full=true} asks for {@link Extent#FULL}
     */
    public CrashTable(Extent usual) {
        this.extent = Extent.isFullAsked() ? Extent.FULL : usual;
    }

    Extent extent() {
        return extent;
    }

    /**
     * What is counted as one.
     *
     * @param where the databases it ran on
     * @param how what happened to the process
     * @param row of protocol §6
     */
    private record Cell(String where, String how, String row, String kind) {}

    synchronized void count(String where, String how, String row, Scenario scenario, int starts) {
        add(where, how, row, scenario, starts, 0);
    }

    synchronized void failed(String where, String how, String row, Trial trial, String point, Throwable thrown) {
        add(where, how, row, trial.scenario(), trial.starts(), 1);
        failures.add(where + ", " + how + ", row " + row + ", " + trial.scenario() + ", " + point + ": " + thrown
                + (thrown.getCause() == null ? "" : "\n  caused by " + thrown.getCause()) + "\n  its log:\n"
                + logOf(trial));
    }

    private static String logOf(Trial trial) {
        try {
            return trial.log() + "\n  its effects: " + trial.oracle().effects();
        } catch (RuntimeException e) {
            return "    cannot be read: " + e;
        }
    }

    private void add(String where, String how, String row, Scenario scenario, int starts, int failed) {
        String kind = kind(scenario.layout(), scenario.recovery());
        int[] counts = cells.computeIfAbsent(new Cell(where, how, row, kind), none -> new int[3]);
        counts[0]++;
        counts[1] += starts;
        counts[2] += failed;
    }

    /** Throws if anything has failed since this was asked last, and says what. */
    public synchronized void assertNothingFailed() {
        if (!failures.isEmpty()) {
            String text = failures.size() + " failed, the first of them:\n"
                    + failures.stream().limit(SHOWN_FAILURES).collect(Collectors.joining("\n"));
            failures.clear();
            throw new AssertionError(text);
        }
    }

    /**
     * Throws unless on these databases, taken together, each row of protocol §6 was hit in each mode that it is about
     * and with both strategies, but for what they cannot come to: a row, or a row in one mode as in {@code "7 SHARED"}.
     *
     * @param where names of the databases, as they were tried
     * @param cannot rows that these databases cannot come to
     */
    public synchronized void assertEveryRowWasHit(Set<String> where, Set<String> cannot) {
        List<String> missing = new ArrayList<>();
        for (String row : Row.ALL) {
            if (row.equals(Row.NOTHING) || cannot.contains(row)) {
                continue;
            }
            for (Mode mode : Row.modes(row)) {
                if (cannot.contains(row + " " + mode)) {
                    continue;
                }
                for (RecoveryStrategy recovery : RecoveryStrategy.values()) {
                    String kind = kind(Layout.valueOf(mode.name()), recovery);
                    if (cells.keySet().stream()
                            .noneMatch(c -> where.contains(c.where) && c.row.equals(row) && c.kind.equals(kind))) {
                        missing.add("row " + row + " " + kind);
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("on " + where + " nothing has hit " + missing);
        }
    }

    private static String kind(Layout layout, RecoveryStrategy recovery) {
        return layout + "/" + (recovery == RecoveryStrategy.MANUAL_INTERVENTION ? "manual" : "retry");
    }

    /** The table as text: one block for each place and each thing that happened, points by row, mode and strategy. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("tried: ").append(extent.says()).append("\n");
        cells.keySet().stream().map(c -> c.where + ", " + c.how).distinct().forEach(block -> append(text, block));
        int[] all = sum(new ArrayList<>(cells.values()));
        return text.append("all: %,d points, %,d starts, %,d failures, %,d s%n"
                        .formatted(
                                all[0],
                                all[1],
                                all[2],
                                Duration.ofNanos(System.nanoTime() - start).toSeconds()))
                .toString();
    }

    private void append(StringBuilder text, String block) {
        Map<Cell, int[]> mine = new LinkedHashMap<>(cells);
        mine.keySet().removeIf(cell -> !(cell.where + ", " + cell.how).equals(block));
        List<String> kinds =
                mine.keySet().stream().map(Cell::kind).distinct().sorted().toList();
        text.append(block).append("\n  row ");
        kinds.forEach(kind -> text.append("%15s".formatted(kind)));
        text.append("%10s%10s%10s%n".formatted("points", "starts", "failures"));
        for (String row : Row.ALL) {
            Map<Cell, int[]> line = new LinkedHashMap<>(mine);
            line.keySet().removeIf(cell -> !cell.row.equals(row));
            if (!line.isEmpty()) {
                text.append("  %-4s".formatted(row));
                kinds.forEach(kind -> text.append("%15s".formatted(points(line, kind))));
                int[] sum = sum(new ArrayList<>(line.values()));
                text.append("%10d%10d%10d%n".formatted(sum[0], sum[1], sum[2]));
            }
        }
    }

    private static String points(Map<Cell, int[]> line, String kind) {
        int points = line.entrySet().stream()
                .filter(e -> e.getKey().kind.equals(kind))
                .mapToInt(e -> e.getValue()[0])
                .sum();
        return points == 0 ? "" : Integer.toString(points);
    }

    private static int[] sum(List<int[]> counts) {
        int[] sum = new int[3];
        counts.forEach(c -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += c[i];
            }
        });
        return sum;
    }

    /**
     * Prints it, and writes it for machines: one line for each row, mode and strategy.
     *
     * @param file written anew
     * @throws IOException it cannot be written
     */
    public synchronized void publish(Path file) throws IOException {
        System.out.println(this);
        List<String> lines = new ArrayList<>();
        cells.forEach((cell, counts) ->
                lines.add(String.join(",", cell.where, cell.how.replace(',', ';'), cell.row, cell.kind) + ","
                        + counts[0] + "," + counts[1] + "," + counts[2]));
        Collections.sort(lines);
        lines.add(0, "where,how,row,mode/strategy,points,starts,failures");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
