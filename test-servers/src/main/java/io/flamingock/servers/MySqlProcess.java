package io.flamingock.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the programs of MariaDB and MySQL have in common: how they are started, and when they are ready. */
final class MySqlProcess {

    /** Short, since the path of a socket may not be long. */
    static final String SOCKET = "s";

    /** Names a user who may do everything, from anywhere: root of both products may connect in different ways. */
    private static final String USER_AND_PASSWORD = "user=flamingock&password=flamingock";

    private static final String USERS = """
            CREATE USER 'flamingock'@'%' IDENTIFIED BY 'flamingock';
            GRANT ALL ON *.* TO 'flamingock'@'%' WITH GRANT OPTION;
            """;

    private static final long LIMIT_SECONDS = 120;

    private final Path data = Place.newFolder("data");
    private final List<String> command;

    /** {@code command} is the program with what it always needs. */
    MySqlProcess(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** These run on Linux only, and as root only when they are told to. */
    static List<String> command(Path program, Path home) throws ServerMissingException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!machine.equals("Linux amd64")) {
            throw new ServerMissingException("its binaries are for Linux on amd64, and this is " + machine);
        }
        if (!program.toFile().setExecutable(true)) {
            throw new ServerMissingException(program + " cannot be made executable");
        }
        return List.of(
                program.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home,
                "--innodb-flush-method=nosync", // what is lost when the machine stops, nobody misses
                "--innodb-doublewrite=0",
                "--lc-messages-dir=" + home.resolve("share"));
    }

    Path data() {
        return data;
    }

    /** Runs it once to create its data; {@code input} is SQL, or nothing. */
    void initialize(@Nullable Path input, String... arguments) throws ServerMissingException {
        List<String> all = new ArrayList<>(command);
        all.add("--datadir=" + data.resolve("db"));
        all.addAll(List.of(arguments));
        Path output = data.resolve("initialization");
        try {
            Files.createDirectories(data.resolve("db"));
            Process process = new ProcessBuilder(all)
                    .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0) {
                return;
            }
            throw failed(output);
        } catch (IOException e) {
            throw new ServerMissingException("it cannot be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerMissingException("interrupted", e);
        }
    }

    /** Starts it; returns the JDBC URL, which begins with {@code scheme}. */
    String start(String scheme, String... arguments) throws ServerMissingException {
        int port = FreePorts.one();
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(
                "--datadir=" + data.resolve("db"),
                "--socket=" + data.resolve(SOCKET),
                "--pid-file=" + data.resolve("pid"),
                "--init-file=" + data.resolve("users.sql"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-log-bin",
                "--skip-ssl",
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--max-connections=300"));
        all.addAll(List.of(arguments));
        try {
            Files.writeString(data.resolve("users.sql"), USERS);
            Process guard = Guard.run(data, all);
            @Nullable String why = Guard.awaitReady(guard, data, this::isReady).orElse(null);
            if (why != null) {
                throw new ServerMissingException("it " + why);
            }
        } catch (IOException e) {
            throw new ServerMissingException("it cannot be started: " + e, e);
        }
        return scheme + "://127.0.0.1:" + port + "/?" + USER_AND_PASSWORD;
    }

    private boolean isReady() throws IOException {
        Path output = data.resolve("output");
        return Files.exists(output) && Files.readString(output).contains("ready for connections");
    }

    private static ServerMissingException failed(Path output) throws IOException {
        String text = Files.readString(output);
        return new ServerMissingException("it does not start: "
                + text.substring(Math.max(0, text.length() - 1_000)).strip());
    }
}
