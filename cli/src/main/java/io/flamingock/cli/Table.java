package io.flamingock.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, as wide as the terminal at most; where even that is too narrow, one below the other. */
final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;
    private static final String CUT = "…";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Paint> paints = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** What a row is shown in; says nothing that its text does not say. */
    enum Paint {
        PLAIN(""),
        GOOD("\u001B[32m"),
        WAITING("\u001B[33m"),
        BAD("\u001B[1;31m");

        private final String code;

        Paint(String code) {
            this.code = code;
        }

        String of(String text) {
            return code.isEmpty() ? text : code + text + "\u001B[0m";
        }
    }

    void row(Paint paint, String... cells) {
        rows.add(List.of(cells));
        paints.add(paint);
    }

    String text(Terminal terminal) {
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> terminal.shown(cell.replace('\n', ' ')))
                        .toList())
                .toList();
        int[] widths = IntStream.range(0, headings.size())
                .map(i -> Math.max(
                        headings.get(i).length(),
                        shown.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
        boolean fits = terminal.width() == 0 || narrowed(widths, terminal.width());
        StringBuilder text = new StringBuilder();
        if (fits) {
            text.append(line(headings, widths, terminal)).append('\n');
        }
        for (int i = 0; i < shown.size(); i++) {
            String row = fits ? line(shown.get(i), widths, terminal) : block(shown.get(i), terminal.width());
            text.append(terminal.colours() ? paints.get(i).of(row) : row).append('\n');
        }
        return text.toString();
    }

    /** Takes from the widest column until it fits; {@code false}: nothing would be left to read. */
    private static boolean narrowed(int[] widths, int available) {
        int gaps = GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() + gaps > available) {
            int widest = IntStream.range(0, widths.length)
                    .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
                    .orElseThrow();
            if (widths[widest] <= NARROWEST) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private static String line(List<String> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String cut = terminal.shown(CUT);
            String shown = cell.length() <= widths[i] ? cell : cell.substring(0, widths[i] - cut.length()) + cut;
            line.append(shown).append(" ".repeat(widths[i] - shown.length() + GAP));
        }
        return line.toString().stripTrailing();
    }

    private String block(List<String> cells, int width) {
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String line = headings.get(i) + ": " + cells.get(i);
            for (int from = 0; from < line.length(); ) {
                int length = Math.min(line.length() - from, from == 0 ? width : width - GAP);
                block.append(from == 0 ? "" : " ".repeat(GAP))
                        .append(line, from, from + length)
                        .append('\n');
                from += length;
            }
        }
        return block.toString();
    }
}
