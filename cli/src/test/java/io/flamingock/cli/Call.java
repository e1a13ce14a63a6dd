package io.flamingock.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls of the packaged jar, each a process of its own with the environment that is given and nothing else of ours. */
final class Call {

    static final Path JAR = Path.of(System.getProperty("packaged.jar", "target/flamingock-cli.jar"))
            .toAbsolutePath();

    private static final long LIMIT_SECONDS = 60;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path folder = Path.of("target");

    /** What came of it. */
    record Answer(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    /** With the shop's log at this address; its process is short-lived too: the second compiler never pays. */
    static Call ofShop(String url) {
        return new Call()
                .with("SHOP_STORE", url)
                .with("FLAMINGOCK_STORE", url)
                .with("FLAMINGOCK_SERVICE", Shop.SERVICE)
                .with("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    Call with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Call in(Path itsFolder) {
        folder = itsFolder;
        return this;
    }

    /** {@code java -jar flamingock-cli.jar …}. */
    Answer jar(String... args) {
        return start(args).answer();
    }

    /** The same, and does not wait; Ctrl-C reaches it also where it does not reach these tests. */
    RunningCall start(String... args) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + SharedClasses.ARCHIVE,
                "-Xlog:disable",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        return start(command);
    }

    /** As somebody types it, or pastes it. */
    Answer shell(String line) {
        return start(List.of("/bin/sh", "-c", line)).answer();
    }

    /** What the process would do, without one: for what is said about many calls. */
    Answer inThisProcess(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(utf8(out), utf8(err), StandardCharsets.UTF_8, false, 0, false);
        int exitCode = new CommandLineTool(terminal, environment, new Secrets(environment)).call(args);
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream utf8(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private RunningCall start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FLAMINGOCK"));
        builder.environment().remove("COLUMNS");
        builder.environment().putAll(environment);
        return RunningCall.start(builder);
    }

    /** What the start script does, too. */
    private static final class SharedClasses {

        static final Path ARCHIVE = created();

        private static Path created() {
            try {
                Path archive =
                        JAR.resolveSibling("tests-" + ProcessHandle.current().pid() + ".jsa");
                archive.toFile().deleteOnExit();
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-Xlog:disable",
                                "-jar",
                                JAR.toString(),
                                "status",
                                "--service=x",
                                "--store=jdbc:h2:mem:x;IFEXISTS=FALSE",
                                "--json")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return archive;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
