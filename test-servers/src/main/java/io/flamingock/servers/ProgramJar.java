package io.flamingock.servers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A jar with the files of a server. It is not on the class path: the build of this module puts it beside its classes before
 * tests are compiled, so that whoever only compiles downloads no servers.
 */
enum ProgramJar {
    MARIADB("mariadb.jar"),
    MYSQL("mysql.jar");

    private static final String FOLDER = "programs";

    private final String name;

    ProgramJar(String name) {
        this.name = name;
    }

    /** A file in it. */
    InputStream open(String file) throws IOException, ServerMissingException {
        Path jar = folder().resolve(name);
        if (!Files.exists(jar)) {
            throw new ServerMissingException(
                    jar + " is not there; ./mvnw generate-test-resources -pl test-servers -am fetches it");
        }
        URLConnection connection =
                URI.create("jar:" + jar.toUri() + "!/" + file).toURL().openConnection();
        connection.setUseCaches(false); // so that the jar is closed with the stream
        try {
            return connection.getInputStream();
        } catch (FileNotFoundException e) {
            throw new ServerMissingException(file + " is not in " + jar, e);
        }
    }

    /** Beside the classes, or the jar, of this module. */
    private static Path folder() throws ServerMissingException {
        try {
            return Path.of(ProgramJar.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(FOLDER);
        } catch (URISyntaxException e) {
            throw new ServerMissingException("nobody knows where this module is", e);
        }
    }
}
