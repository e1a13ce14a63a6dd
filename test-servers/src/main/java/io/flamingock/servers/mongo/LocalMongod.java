package io.flamingock.servers.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.servers.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;

/** A {@code mongod} of this machine, on 127.0.0.1, as a replica set of one, with its data in a folder that goes with it. */
final class LocalMongod implements AutoCloseable {

    private static final long LIMIT_MILLIS = 60_000;

    private final Process process;
    private final Path folder;

    private LocalMongod(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static Optional<MongoServer> start(Map<String, String> environment) {
        return program(environment).map(program -> start(program, FreePorts.one()));
    }

    private static Optional<Path> program(Map<String, String> environment) {
        String named = environment.get(MongoServer.PROGRAM_VARIABLE);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static MongoServer start(Path program, int port) {
        LocalMongod mongod = launch(program, port);
        try {
            String address = "127.0.0.1:" + port;
            mongod.initiate(address);
            return MongoServer.describedByItself("mongodb://" + address + "/?replicaSet=rs0", mongod);
        } catch (RuntimeException e) {
            String log = mongod.lastLines();
            mongod.close();
            throw new IllegalStateException(program + " did not become a replica set: " + log, e);
        }
    }

    private static LocalMongod launch(Path program, int port) {
        try {
            Path folder = Files.createTempDirectory("flamingock-mongod-");
            Process process = new ProcessBuilder(List.of(
                            program.toString(),
                            "--dbpath",
                            folder.toString(),
                            "--bind_ip",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--replSet",
                            "rs0",
                            "--setParameter",
                            "enableTestCommands=1"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            return new LocalMongod(process, folder);
        } catch (IOException e) {
            throw new IllegalStateException(program + " did not start", e);
        }
    }

    private void initiate(String address) {
        String direct = "mongodb://" + address + "/?directConnection=true&serverSelectionTimeoutMS=" + 500;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        Document config =
                new Document("_id", "rs0").append("members", List.of(new Document("_id", 0).append("host", address)));
        try (MongoClient client = MongoClients.create(direct)) {
            while (true) {
                try {
                    client.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
                    return;
                } catch (RuntimeException notYet) {
                    if (!process.isAlive() || System.nanoTime() > deadline) {
                        throw notYet;
                    }
                }
            }
        }
    }

    private String lastLines() {
        try {
            String output = Files.readString(folder.resolve("output"));
            return output.substring(Math.max(0, output.length() - 2000));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
