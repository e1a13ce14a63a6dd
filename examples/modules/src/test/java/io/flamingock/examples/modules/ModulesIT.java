package io.flamingock.examples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and starts the applications as one does by hand, with nothing but a module path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ModulesIT {

    /** The jars of the library and all that it needs, copied there by the build. */
    private static final String LIBRARIES = System.getProperty("libraries");

    private static final Pattern OPENS = Pattern.compile("write \"(opens [^\"]+;)\" into the module-info of (\\S+),");

    @TempDir
    Path folder;

    @Test
    void a_package_that_is_opened_to_the_library_has_its_changes_run() throws Exception {
        compile(Path.of("applications/opened"));

        assertThat(start("opened", 0)).contains("1 executed", "001 create-trips on 'travel-database'");
    }

    @Test
    void the_problem_of_one_that_is_not_names_the_line_that_opens_it() throws Exception {
        Path closed = Path.of("applications/closed");
        compile(closed);

        Matcher remedy = OPENS.matcher(start("closed", 1));
        assertThat(remedy.find()).isTrue();
        assertThat(remedy.group(2)).isEqualTo("travel.closed");

        compile(withLine(closed, remedy.group(1)));
        assertThat(start("closed", 0)).contains("1 executed", "001 create-trips on 'travel-database'");
    }

    /** A copy of the application whose module-info has the line. */
    private Path withLine(Path application, String line) throws IOException {
        Path copy = folder.resolve("sources");
        for (Path source : sources(application)) {
            Path target = copy.resolve(application.relativize(source));
            Files.createDirectories(target.getParent());
            Files.copy(source, target);
        }
        Path module = copy.resolve("module-info.java");
        String text = Files.readString(module);
        Files.writeString(module, text.substring(0, text.lastIndexOf('}')) + line + "\n}\n");
        return copy;
    }

    private void compile(Path application) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                tool("javac"),
                "--module-path",
                LIBRARIES,
                "-d",
                folder.resolve("out").toString()));
        sources(application).forEach(source -> command.add(source.toString()));
        said(command, 0);
    }

    /** The libraries of automatic modules are not found by themselves: all that is on the path is added. */
    private String start(String application, int exitCode) throws IOException, InterruptedException {
        return said(
                List.of(
                        tool("java"),
                        "--module-path",
                        LIBRARIES + File.pathSeparator + folder.resolve("out"),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--module",
                        "travel." + application + "/travel." + application + ".Travel"),
                exitCode);
    }

    private static List<Path> sources(Path application) throws IOException {
        try (Stream<Path> files = Files.walk(application)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String said(List<String> command, int exitCode) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }
}
