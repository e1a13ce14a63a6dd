package io.flamingock.safety.points;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A line for each database and each thing that befell the process, with the points of each mode and strategy. */
final class PointsTable {

    private static final String LINE = "%-26s %-44s %s %9s %9s %9s  %s%n";
    private static final String CELL = "%15s";

    private PointsTable() {}

    static String of(Collection<Points> all) {
        List<String> kinds = all.stream().map(Points::kind).distinct().sorted().toList();
        Map<String, List<Points>> lines = all.stream()
                .collect(Collectors.groupingBy(
                        p -> p.where() + "\n" + p.how(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("Crash points of all databases\n");
        text.append(LINE.formatted(
                "where",
                "what befell the process",
                cells(kinds),
                "points",
                "starts",
                "failures",
                "rows of the protocol"));
        lines.forEach((line, points) -> text.append(line(line.split("\n"), points, kinds)));
        return text.append(line(new String[] {"all", ""}, all, kinds)).toString();
    }

    private static String line(String[] names, Collection<Points> points, List<String> kinds) {
        Map<String, Integer> byKind =
                points.stream().collect(Collectors.toMap(Points::kind, Points::points, Integer::sum, TreeMap::new));
        return LINE.formatted(
                names[0],
                names.length > 1 ? names[1] : "",
                cells(kinds.stream()
                        .map(kind -> byKind.containsKey(kind) ? "%,d".formatted(byKind.get(kind)) : "")
                        .toList()),
                sum(points, Points::points),
                sum(points, Points::starts),
                sum(points, Points::failures),
                points.stream()
                        .map(Points::row)
                        .collect(Collectors.toCollection(() -> new TreeSet<>(PointsTable::byNumber))));
    }

    private static String cells(List<String> cells) {
        return cells.stream().map(CELL::formatted).collect(Collectors.joining());
    }

    private static String sum(Collection<Points> points, ToIntFunction<Points> what) {
        return "%,d".formatted(points.stream().mapToInt(what).sum());
    }

    /** {@code 2} is before {@code 10}, and {@code 7} before {@code 7a}. */
    private static int byNumber(String one, String other) {
        int numbers = Integer.compare(number(one), number(other));
        return numbers == 0 ? one.compareTo(other) : numbers;
    }

    private static int number(String row) {
        String digits = row.replaceAll("\\D.*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
