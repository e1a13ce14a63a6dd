package io.flamingock.tck;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many tests of each contract ran for each driver of a test run. When the run ends it is printed and, if it is to be
 * complete, compared with what the driver's project has written down: a test that silently no longer runs is a defect.
 */
final class ContractTally implements AutoCloseable {

    static final String EXPECTED = "/flamingock-contracts.txt";

    private record Count(int executed, int skipped, int impossible) {
        Count plus(Count more) {
            return new Count(executed + more.executed, skipped + more.skipped, impossible + more.impossible);
        }

        @Override
        public String toString() {
            return executed + " executed, " + skipped + " skipped"
                    + (impossible == 0 ? "" : ", " + impossible + " impossible");
        }
    }

    /** The place in brackets is of another kind than the product usually is. */
    private static final Pattern OF_ANOTHER_KIND =
            Pattern.compile("(.*) \\([^)|]*\\) \\| (\\d+) executed, (\\d+) skipped(?:, (\\d+) impossible)?");

    private final Map<String, Map<String, Count>> counts = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();
    private final Consumer<String> out;
    private @Nullable Class<?> project;

    ContractTally(Consumer<String> out) {
        this.out = out;
    }

    synchronized void ranOn(String driver, Supplier<String> place) {
        places.computeIfAbsent(driver, none -> place.get());
    }

    synchronized void executed(String driver, String contract) {
        add(driver, contract, new Count(1, 0, 0));
    }

    synchronized void skipped(String driver, String contract) {
        add(driver, contract, new Count(0, 1, 0));
    }

    /** Its place was declared not to have what the test needs. */
    synchronized void impossible(String driver, String contract) {
        add(driver, contract, new Count(0, 0, 1));
    }

    private void add(String driver, String contract, Count count) {
        counts.computeIfAbsent(driver, none -> new TreeMap<>()).merge(contract, count, Count::plus);
    }

    /** From now on the run must be complete: all that the project's list says, and nothing else. */
    synchronized void expectAllOf(Class<?> testOfTheProject) {
        project = testOfTheProject;
    }

    /** One line for each driver and contract. */
    synchronized List<String> lines() {
        return counts.entrySet().stream()
                .flatMap(driver -> driver.getValue().entrySet().stream()
                        .map(contract -> String.join(
                                " | ",
                                driver.getKey(),
                                contract.getKey(),
                                places.getOrDefault(driver.getKey(), "nothing"),
                                contract.getValue().toString())))
                .toList();
    }

    /** Called by JUnit when all tests have ended; what is thrown here fails the run. */
    @Override
    public synchronized void close() throws IOException {
        List<String> ran = lines();
        ran.forEach(out);
        if (project != null) {
            List<String> expected = expected(project);
            if (!sameTests(expected, ran)) {
                throw new AssertionError("the contract tests that ran are not those of " + EXPECTED
                        + " in the test resources. Expected:\n" + String.join("\n", expected) + "\nRan:\n"
                        + String.join("\n", ran) + "\nIf that is meant, write the latter into the file.");
            }
        }
    }

    /**
     * On another version of a product, or on a product that something stood in for, the same tests must run; on one of
     * another kind all that are possible there.
     */
    static boolean sameTests(List<String> expected, List<String> ran) {
        return withoutVersions(expected).equals(withoutVersions(ran));
    }

    private static List<String> withoutVersions(List<String> lines) {
        return lines.stream()
                .map(ContractTally::asOfUsualKind)
                .map(line -> line.replaceFirst(" \\d[\\w.]*(?= \\|)", "").replaceFirst("\\| stand-in for ", "| "))
                .toList();
    }

    private static String asOfUsualKind(String line) {
        Matcher matcher = OF_ANOTHER_KIND.matcher(line);
        if (!matcher.matches()) {
            return line;
        }
        @Nullable String impossible = matcher.group(4);
        int executed = Integer.parseInt(matcher.group(2)) + (impossible == null ? 0 : Integer.parseInt(impossible));
        return matcher.group(1) + " | " + executed + " executed, " + matcher.group(3) + " skipped";
    }

    private static List<String> expected(Class<?> project) throws IOException {
        try (@Nullable InputStream in = project.getResourceAsStream(EXPECTED)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .toList();
        }
    }
}
