package io.flamingock.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Crashes a database server of this machine as a power failure of its process would, and starts it again with the same
 * data, port and arguments. On Linux, for a PostgreSQL, MariaDB or MySQL that this JVM has started.
 */
public final class Crash {

    private static final long LIMIT_SECONDS = 60;
    private static final long PAUSE_MILLIS = 50;

    private final String url;
    private final boolean isPostgres;

    private Crash(String url) {
        this.url = url;
        this.isPostgres = url.startsWith("jdbc:postgresql:");
    }

    /**
     * Crashes the server of this JDBC URL; returns when it answers again.
     *
     * @throws IllegalStateException it has not come back in a minute
     */
    public static void andRestart(String url) {
        new Crash(url).andRestart();
    }

    private void andRestart() {
        try {
            Path pidFile = pidFile();
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            List<String> command = commandOf(pid);
            end(pid);
            Path data = Objects.requireNonNull(pidFile.getParent(), "the data of the server");
            if (isPostgres) {
                start(data, asItWasStarted(command));
            } else {
                // a dead process that nobody has asked about still counts as one that uses them
                Files.deleteIfExists(pidFile);
                Files.deleteIfExists(pidFile.resolveSibling(MySqlProcess.SOCKET + ".lock"));
                Process unused = Guard.run(data, command);
            }
            awaitReady();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("it does not come back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path pidFile() throws SQLException {
        String sql = isPostgres ? "SELECT current_setting('data_directory') || '/postmaster.pid'" : "SELECT @@pid_file";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return Path.of(rows.getString(1));
        }
    }

    private static List<String> commandOf(long pid) throws IOException {
        String command = Files.readString(commandLine(pid));
        // what that file creates is there already
        return Stream.of(command.split("\0"))
                .filter(argument -> !argument.startsWith("--init-file="))
                .toList();
    }

    /** PostgreSQL's way to crash is QUIT: its processes would go on for a moment without their parent. */
    private void end(long pid) throws IOException, InterruptedException {
        boolean unused = new ProcessBuilder("kill", isPostgres ? "-QUIT" : "-KILL", Long.toString(pid))
                .start()
                .waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (isRunning(pid)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("it does not end");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** One that has ended is there, without a command, until its parent asks what became of it. */
    private static boolean isRunning(long pid) throws IOException {
        try {
            return !Files.readString(commandLine(pid)).isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Path commandLine(long pid) {
        return Path.of("/proc/" + pid + "/cmdline");
    }

    /** Root may not run it, and is nobody in a user namespace of its own. */
    private static List<String> asItWasStarted(List<String> command) {
        List<String> all =
                new ArrayList<>("root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of());
        all.addAll(command);
        return all;
    }

    private static void start(Path data, List<String> command) throws IOException {
        Process unused = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitReady() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url)) {
                if (connection.isValid(10)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("it does not answer", e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
