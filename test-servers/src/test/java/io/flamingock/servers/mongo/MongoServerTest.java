package io.flamingock.servers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a server comes from. No real one takes part: a script reports what mongod would have been started with. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class MongoServerTest {

    private static final String NO_DOCKER = "unix:///nowhere/docker.sock";

    @TempDir
    Path folder;

    @Test
    void without_anything_else_it_is_the_stand_in() {
        try (MongoServer server = MongoServer.start(Map.of("DOCKER_HOST", NO_DOCKER, "PATH", folder.toString()))) {
            assertThat(server.describe()).startsWith("stand-in (mongo-java-server 1.47.0 + transactions)");
            assertThat(server.isStandIn()).isTrue();
        }
    }

    @Test
    void an_address_goes_before_everything_else_and_is_not_ended() throws IOException {
        Map<String, String> fake = Map.of("DOCKER_HOST", NO_DOCKER, "PATH", folder.toString());
        mongod("exit 7");
        try (MongoServer there = MongoServer.standIn(MongoServer.Mode.REPLICA_SET)) {
            Map<String, String> environment = new HashMap<>(fake);
            environment.put(MongoServer.ADDRESS_VARIABLE, there.connectionString());
            try (MongoServer server = MongoServer.start(environment)) {
                assertThat(server.connectionString()).isEqualTo(there.connectionString());
                assertThat(server.describe())
                        .as("a stand-in behind an address is known for one")
                        .startsWith("stand-in (mongo-java-server 1.47.0 + transactions) replica set rs0 at 127.0.0.1:");
                assertThat(server.isStandIn()).isTrue();
            }
            assertThat(ping(there)).isEqualTo(1.0);
        }
    }

    @Test
    void an_address_where_nobody_answers_is_an_error() {
        String nobody = "mongodb://user:secret@127.0.0.1:1/?serverSelectionTimeoutMS=100";
        assertThatIllegalStateException()
                .isThrownBy(() -> MongoServer.start(Map.of(MongoServer.ADDRESS_VARIABLE, nobody)))
                .withMessageContaining("No MongoDB answered")
                .withCauseInstanceOf(MongoTimeoutException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void that_there_is_no_docker_daemon_shows_at_once() {
        long begun = System.nanoTime();
        assertThat(Docker.isThere(Map.of("DOCKER_HOST", NO_DOCKER))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_mongod_on_the_path_is_started_on_this_machine_alone_as_a_replica_set() throws IOException {
        Path said = folder.resolve("said");
        mongod("printf '%s\\n' \"$@\" > " + said + "; echo 'cannot do that'; exit 7");

        assertThatIllegalStateException()
                .isThrownBy(() -> MongoServer.start(Map.of("DOCKER_HOST", NO_DOCKER, "PATH", folder.toString())))
                .withMessageContaining("did not become a replica set: cannot do that");

        List<String> arguments = Files.readAllLines(said);
        assertThat(arguments).containsSequence("--bind_ip", "127.0.0.1", "--port");
        assertThat(arguments).containsSequence("--replSet", "rs0");
        assertThat(Path.of(arguments.get(arguments.indexOf("--dbpath") + 1))).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_mongod_that_is_named_goes_before_one_on_the_path() throws IOException {
        mongod("echo 'the one on the path'; exit 7");
        Path named = script(folder.resolve("my-mongod"), "echo 'the one that is named'; exit 7");
        Map<String, String> environment = Map.of(
                "DOCKER_HOST", NO_DOCKER, "PATH", folder.toString(), MongoServer.PROGRAM_VARIABLE, named.toString());

        assertThatIllegalStateException()
                .isThrownBy(() -> MongoServer.start(environment))
                .withMessageContaining("the one that is named");
    }

    @Test
    void the_process_of_the_stand_in_ends_with_its_server() {
        MongoServer server = MongoServer.standIn(MongoServer.Mode.REPLICA_SET);
        long pid;
        try (MongoClient client = MongoClients.create(server.connectionString())) {
            pid = client.getDatabase("admin")
                    .runCommand(new Document("serverStatus", 1))
                    .getLong("pid");
        }
        assertThat(ProcessHandle.of(pid)).isPresent();
        server.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void the_process_of_the_stand_in_ends_with_the_jvm_that_started_it_however_that_ends() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName())
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            String address = said.readLine();
            ProcessHandle standIn = owner.descendants().findFirst().orElseThrow();
            assertThat(address).startsWith("mongodb://127.0.0.1:");

            owner.destroyForcibly();

            assertThat(standIn.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        } finally {
            owner.destroyForcibly();
        }
    }

    /** A JVM with a stand-in that nobody closes. */
    static final class Owner {

        public static void main(String[] args) throws IOException {
            MongoServer server = MongoServer.standIn(MongoServer.Mode.REPLICA_SET);
            System.out.println(server.connectionString());
            System.in.read();
        }
    }

    private static Double ping(MongoServer server) {
        try (MongoClient client = MongoClients.create(server.connectionString())) {
            return client.getDatabase("admin")
                    .runCommand(new Document("ping", 1))
                    .getDouble("ok");
        }
    }

    private void mongod(String script) throws IOException {
        script(folder.resolve("mongod"), script);
    }

    private static Path script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
