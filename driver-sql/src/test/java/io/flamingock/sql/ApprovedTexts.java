package io.flamingock.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages as somebody has read and approved them: a heading each, and the text. */
final class ApprovedTexts {

    private static final Path APPROVED = Path.of("src/test/resources/bad-inputs.txt");
    private static final Path RECEIVED = Path.of("target/bad-inputs.txt");
    private static final String HEADING = "\\d+[a-z]*\\. .*";
    private static final int WIDTH = 120;
    private static final String INDENT = "    ";

    private static final Map<String, String> MASKS = new LinkedHashMap<>();

    static {
        MASKS.put("(?m)(^ +[\"`]\\w+[\"`] .*\\R)+", "    <columns>\n");
        MASKS.put("expected \\[[^\\]]*\\]", "expected [<columns>]");
        MASKS.put("no column service, (no column \\w+, )*no column \\w+", "no column service, <and so on>");
        MASKS.put("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>");
        MASKS.put("\\b[0-9a-f]{64}\\b", "<checksum>");
        MASKS.put("\\b[0-9a-f]{32}\\b", "<key>");
        MASKS.put("[\\w.-]+ pid \\d+", "<host> pid <pid>");
        MASKS.put("(localhost|127\\.0\\.0\\.1)", "<host>");
        MASKS.put("<host>:\\d+", "<host>:<port>");
        MASKS.put("port=\\d+", "port=<port>");
        MASKS.put("\\d+ ms", "<n> ms");
        MASKS.put("\\(conn=\\d+\\)", "(conn=<n>)");
        MASKS.put("user_\\w+", "<user>");
        MASKS.put("\\bt\\d+_\\d+\\b", "<schema>");
        MASKS.put("(/[\\w.-]+)+\\.db", "<file>");
    }

    private final Map<String, String> approved = new LinkedHashMap<>();
    private final Map<String, String> received = new LinkedHashMap<>();

    ApprovedTexts() throws IOException {
        String heading = "";
        for (String line : Files.exists(APPROVED) ? Files.readAllLines(APPROVED) : List.<String>of()) {
            heading = line.matches(HEADING) ? line : heading;
            approved.merge(heading, line.equals(heading) ? "" : line + "\n", String::concat);
        }
        approved.replaceAll((found, text) -> text.strip());
    }

    /** What stands there under this heading; empty: nothing does. */
    String of(String heading) {
        return approved.getOrDefault(heading, "");
    }

    List<String> headings() {
        return approved.keySet().stream().filter(heading -> !heading.isEmpty()).toList();
    }

    /** Keeps a text that was said, and returns it as it stands in the file. */
    String receive(String heading, String said) {
        List<String> lines = new ArrayList<>();
        hidden(said).lines().forEach(line -> wrap(line.stripTrailing(), lines));
        String text = String.join("\n", lines).strip();
        received.put(heading, text);
        return text;
    }

    /** Writes all that was said to a file that may take the place of the approved one. */
    Path write(List<String> headings) throws IOException {
        StringBuilder all = new StringBuilder(approved.getOrDefault("", "")).append('\n');
        for (String heading : headings) {
            all.append('\n').append(heading).append("\n\n").append(INDENT);
            all.append(received.getOrDefault(heading, of(heading))).append('\n');
        }
        Files.createDirectories(RECEIVED.getParent());
        return Files.writeString(RECEIVED, all.toString());
    }

    /** Without what is different each time. */
    private static String hidden(String text) {
        String hidden = text;
        for (var mask : MASKS.entrySet()) {
            hidden = hidden.replaceAll(mask.getKey(), mask.getValue());
        }
        return hidden;
    }

    private static void wrap(String line, List<String> to) {
        String indent =
                INDENT + line.substring(0, line.length() - line.stripLeading().length());
        String rest = line.strip();
        String now = indent;
        while (now.length() + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - now.length());
            end = end <= 0 ? rest.indexOf(' ') : end;
            if (end <= 0) {
                break;
            }
            to.add(now + rest.substring(0, end));
            rest = rest.substring(end + 1);
            now = indent + INDENT;
        }
        to.add(now + rest);
    }
}
