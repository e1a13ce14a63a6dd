package io.flamingock.examples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application as one does by hand, with nothing but a module path: as it is, and without its last line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class ModulesIT {

    private static final Path SOURCES = Path.of("src/travel");

    /** The jars of the library and all that it needs, copied there by the build. */
    private static final String LIBRARIES = "target/libraries";

    private static final Pattern OPENS = Pattern.compile("opens [^;]+;");

    @TempDir
    Path folder;

    @Test
    void a_package_that_is_opened_to_the_library_has_its_changes_run() throws Exception {
        assertThat(start(Path.of("target/modules"), 0)).contains("1 executed", "001 create-trips on 'travel-database'");
    }

    @Test
    void the_problem_of_one_that_is_not_is_the_line_that_is_missing() throws Exception {
        String module = Files.readString(SOURCES.resolve("module-info.java"));
        String line = OPENS.matcher(module).results().findFirst().orElseThrow().group();
        Path closed = compiled(module.replace(line, ""));

        assertThat(start(closed, 1))
                .contains("write \"" + line.replaceAll("\\s+", " ") + "\" into the module-info of travel,");
    }

    /** The application with another module-info. */
    private Path compiled(String module) throws IOException, InterruptedException {
        Path out = folder.resolve("modules").resolve("travel");
        Path written = Files.writeString(folder.resolve("module-info.java"), module);
        List<String> command = new ArrayList<>(
                List.of(tool("javac"), "--module-path", LIBRARIES, "-d", out.toString(), written.toString()));
        try (Stream<Path> files = Files.walk(SOURCES.resolve("travel"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        said(command, 0);
        return out.getParent();
    }

    /** The libraries of automatic modules are not found by themselves: all that is on the path is added. */
    private String start(Path modules, int exitCode) throws IOException, InterruptedException {
        return said(
                List.of(
                        tool("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "--module-path",
                        LIBRARIES + File.pathSeparator + modules,
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--module",
                        "travel/travel.Travel"),
                exitCode);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private String said(List<String> command, int exitCode) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(exitCode);
        return Files.readString(said);
    }
}
