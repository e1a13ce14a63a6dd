package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.servers.SqlServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process costs that starts with nothing to do, with 1,000 changes in an indexed jar, beside one that only asks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class StartProcessTest {

    private static final int CHANGES = 1_000;
    /** Newer JDKs divide the same work among more classes of their own. */
    private static final int MOST_CLASSES = Runtime.version().feature() == 17 ? 310 : 340;

    private static final long MOST_BYTES = 9_000_000;

    @TempDir
    static Path folder;

    private static String url = "";
    private static Path jar = Path.of("");

    @BeforeAll
    static void all_changes_were_applied() throws IOException {
        url = SqlServer.POSTGRES.newUrl();
        jar = jar(compiled());
        DataSource database = StartProgram.database(url);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            var flamingock = StartProgram.flamingock(database).build();
            flamingock.baseline("change-" + (CHANGES - 1), "proof", "they were there before");
            assertThat(flamingock.run().counts().executed()).isEqualTo(1);
            assertThat(flamingock.plan().foundBy()).isEqualTo("their index");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void it_loads_few_classes_and_none_of_Jackson_ClassGraph_or_a_change() throws Exception {
        List<String> floor = loaded("floor");
        List<String> start = loaded("start");

        System.out.println(CHANGES + " changes, nothing to do: the floor loads " + floor.size() + " classes, a start "
                + (start.size() - floor.size()) + " more");
        assertThat(start)
                .contains("io.flamingock.Flamingock")
                .noneMatch(name -> name.startsWith("com.fasterxml."))
                .noneMatch(name -> name.contains("io.github.classgraph."))
                .noneMatch(name -> name.startsWith("acme."))
                .hasSizeLessThanOrEqualTo(floor.size() + MOST_CLASSES);
    }

    @Test
    void it_allocates_little() throws Exception {
        long bytes = Long.parseLong(process("allocated", "-Xshare:auto").strip());

        System.out.println(CHANGES + " changes, nothing to do: " + bytes + " bytes allocated");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static List<String> loaded(String what) throws Exception {
        Path log = folder.resolve(what + ".log");
        assertThat(process(what, "-Xlog:class+load:file=" + log)).isNotBlank().isNotEqualToIgnoringWhitespace("false");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" source: .*", ""))
                    .toList();
        }
    }

    /** Without a provider of SLF4J, which therefore logs nowhere. */
    private static String process(String what, String option) throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.contains("logback") && !entry.contains("spring-"))
                .collect(Collectors.joining(":"));
        Path out = folder.resolve(what + ".out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jar + ":" + classPath,
                        StartProgram.class.getName(),
                        what,
                        url)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve(what + ".err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve(what + ".err")))
                .isZero();
        return Files.readString(out);
    }

    private static Path compiled() throws IOException {
        String changes =
                IntStream.rangeClosed(1, CHANGES).mapToObj("""
                @ChangeUnit(id = "change-%1$d", order = "%1$d") static class Change%1$d {
                    @Execution void apply(java.sql.Connection connection) {}
                    @RollbackExecution void back(java.sql.Connection connection) {}
                }
                """::formatted).collect(Collectors.joining());
        Path source = folder.resolve("All.java");
        Files.writeString(
                source,
                "package acme.changes; import io.flamingock.api.*; final class All { private All() {}\n" + changes
                        + "}\n");
        Path out = Files.createDirectories(folder.resolve("out"));
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                out.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-processorpath",
                System.getProperty("java.class.path"),
                source.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return out;
    }

    private static Path jar(Path classes) throws IOException {
        Path file = folder.resolve("changes.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jarOut = new JarOutputStream(out);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.sorted().skip(1).toList()) {
                jarOut.putNextEntry(new JarEntry(classes.relativize(path) + (Files.isDirectory(path) ? "/" : "")));
                if (Files.isRegularFile(path)) {
                    Files.copy(path, jarOut);
                }
            }
        }
        return file;
    }
}
