package io.flamingock.servers.mongo;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Docker daemon is there, without a word and at once: Testcontainers would ask in several ways, and log each
 * that failed.
 */
final class Docker {

    private static final String CONTAINER = "org.testcontainers.mongodb.MongoDBContainer";

    static Optional<MongoServer> start(Map<String, String> environment) {
        return isThere(environment) && hasTestcontainers()
                ? Optional.of(MongoContainer.start(environment))
                : Optional.empty();
    }

    static boolean isThere(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        if (!host.startsWith("unix://")) {
            return true; // Somebody has named one: if it is not there, he wants to know.
        }
        Path socket = Path.of(host.substring("unix://".length()));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean hasTestcontainers() {
        try {
            Class.forName(CONTAINER, false, Docker.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Docker() {}
}
