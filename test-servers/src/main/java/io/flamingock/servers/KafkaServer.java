package io.flamingock.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Kafka itself, broker and controller in one process of its own, on 127.0.0.1. It ends with this JVM, however that ends.
 *
 * <p>Its programs ({@code org.apache.kafka:kafka_2.13}) are those on the class path of whoever starts it; this module does
 * not depend on them, so that only those download Kafka who use it. Thread-safe.
 */
public final class KafkaServer implements AutoCloseable {

    /** Kafka wants 16 bytes, as base64. */
    private static final String CLUSTER = "ZmxhbWluZ29jay10ZXN0cw";

    private static final long LIMIT_SECONDS = 120;
    private static final String A_BUSY_MACHINE_MILLIS = "120000";

    private final Process guard;
    private final String address;

    private KafkaServer(Process guard, String address) {
        this.guard = guard;
        this.address = address;
    }

    /**
     * Starts one with no topics, and waits until it answers.
     *
     * @throws IllegalStateException it does not start; the message has the end of what it said
     */
    public static KafkaServer start() {
        Path data = Place.newFolder("kafka");
        try {
            List<Integer> ports = FreePorts.several(2);
            String address = "127.0.0.1:" + ports.get(0);
            Path settings = data.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(settings)) {
                settings(data, address, "127.0.0.1:" + ports.get(1)).store(out, null);
            }
            format(data, settings);
            Process guard = Guard.run(data, command("kafka.Kafka", settings.toString()));
            Guard.awaitReady(guard, data, () -> takesConnections(ports.get(0))).ifPresent(why -> {
                throw new IllegalStateException("Kafka " + why);
            });
            return new KafkaServer(guard, address);
        } catch (IOException e) {
            Place.removeQuietly(data);
            throw new IllegalStateException("Kafka cannot be started", e);
        }
    }

    private static Properties settings(Path data, String address, String controller) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@" + controller);
        settings.setProperty("listeners", "BROKER://" + address + ",CONTROLLER://" + controller);
        settings.setProperty("advertised.listeners", "BROKER://" + address);
        settings.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "BROKER");
        settings.setProperty("log.dirs", data.resolve("log").toString());
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("log.index.size.max.bytes", "4096"); // the default asks for 20 MB for each partition
        settings.setProperty("log.cleaner.enable", "false");
        settings.setProperty("initial.broker.registration.timeout.ms", A_BUSY_MACHINE_MILLIS);
        settings.setProperty("broker.session.timeout.ms", A_BUSY_MACHINE_MILLIS); // otherwise it gives itself up
        return settings;
    }

    private static void format(Path data, Path settings) throws IOException {
        Path output = data.resolve("format");
        Process format = new ProcessBuilder(
                        command("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!format.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || format.exitValue() != 0) {
                format.destroyForcibly();
                throw new IOException("Kafka's storage was not formatted: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            format.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The broker takes connections as soon as it can serve them, and no sooner. */
    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** For {@code bootstrap.servers}. */
    public String address() {
        return address;
    }

    /** Ends it at once, and sees that it has ended; its data are gone. */
    @Override
    public void close() {
        Guard.end(guard);
    }
}
