package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the pages refer to is there: a test that is renamed takes its answer with it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> TESTS = sources();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

    @Test
    void every_link_to_a_file_leads_to_one() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")))
                    .toList();

            assertThat(pages)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(page -> assertThat(links(page))
                            .as("links of %s", ROOT.relativize(page))
                            .allSatisfy(link ->
                                    assertThat(page.resolveSibling(link)).exists()));
        }
    }

    @Test
    void every_wrong_input_has_the_texts_and_tests_that_the_page_names_and_every_text_is_on_it() throws IOException {
        List<String[]> rows = Files.readAllLines(ROOT.resolve("docs/bad-inputs.md")).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> line.split(" *\\| *", -1))
                .toList();

        assertThat(rows.stream().map(row -> row[1])).startsWith(numbersTo(43)).doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row[3] + row[4] + row[5]).as("answers to %s", row[1]).isNotBlank();
            assertThat(tests(row[5])).as("tests of %s", row[1]).allSatisfy(PagesTest::assertIsThere);
        });
        assertThat(rows.stream().flatMap(row -> texts(row[3]))).containsExactlyInAnyOrderElementsOf(headings("core"));
        assertThat(rows.stream().flatMap(row -> texts(row[4])))
                .containsExactlyInAnyOrderElementsOf(headings("driver-sql"));
    }

    private static String[] numbersTo(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static Stream<String> texts(String cell) {
        return Stream.of(cell.split(", *", -1)).filter(text -> !text.isEmpty());
    }

    private static List<String> tests(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The numbers of what is said, each once, without the one that two rows share. */
    private static Set<String> headings(String module) throws IOException {
        return Pattern.compile("(?m)^(\\d+[a-z]?)\\. ")
                .matcher(Files.readString(ROOT.resolve(module + "/src/test/resources/bad-inputs.txt")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertIsThere(String test) {
        String[] names = test.split("\\.", -1);
        assertThat(TESTS.get(names[0])).as("sources of %s", names[0]).isNotNull();
        if (names.length > 1) {
            assertThat(TESTS.get(names[0])).contains("void " + names[1] + "(");
        }
    }

    /** The text of all test classes, by name; two modules may have one of the same name. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/.*Tests?\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            PagesTest::text,
                            (one, other) -> one + other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(result -> result.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .toList();
    }
}
