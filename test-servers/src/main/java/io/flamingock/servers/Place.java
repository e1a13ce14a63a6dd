package io.flamingock.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the files of servers go: below {@code target} if there is one, so that a clean build finds nothing. */
final class Place {

    private Place() {}

    /** A new folder, which whoever asked for it removes. */
    static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(root(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What fills a folder. */
    interface Filling {
        void into(Path folder) throws IOException, ServerMissingException;
    }

    /** A folder that is filled once, and is there for later JVMs of the same module, of which several may begin at once. */
    static Path kept(String name, Filling filling) throws ServerMissingException {
        Path kept = root().resolve(name);
        if (Files.isDirectory(kept)) {
            return kept;
        }
        Path fresh = newFolder(name);
        try {
            filling.into(fresh);
            Files.move(fresh, kept);
        } catch (IOException e) {
            removeQuietly(fresh);
            if (!Files.isDirectory(kept)) { // otherwise another JVM was faster
                throw new ServerMissingException(name + " cannot be unpacked: " + e, e);
            }
        }
        return kept;
    }

    static void removeQuietly(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // somebody else removes it, or the next clean build
        }
    }

    private static Path root() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            return Files.createDirectories(
                    Files.isDirectory(target)
                            ? target.resolve("servers")
                            : Path.of(System.getProperty("java.io.tmpdir"), "flamingock-servers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
