package io.flamingock.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages as somebody has read and approved them: a heading each, and the text. */
final class Approved {

    private static final Path APPROVED = Path.of("src/test/resources/bad-inputs.txt");
    private static final Path RECEIVED = Path.of("target/bad-inputs.txt");
    private static final String HEADING = "\\d+[a-z]*\\. .*";
    private static final int WIDTH = 120;
    private static final String INDENT = "    ";

    private final Map<String, String> approved = new LinkedHashMap<>();
    private final Map<String, String> received = new LinkedHashMap<>();

    Approved() throws IOException {
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
        Masks.hide(said).lines().forEach(line -> wrap(line.stripTrailing(), lines));
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
