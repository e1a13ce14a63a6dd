package io.flamingock.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The class path of the application as it starts by itself, and behind it the few classes that make the call. Nothing
 * else of this tool is on it: two versions of a library in one process would be neither's.
 */
final class ApplicationPath implements AutoCloseable {

    private static final String CHILD = "io/flamingock/cli/child/";
    private static final String BOOT_CLASSES = "BOOT-INF/classes/";
    private static final String BOOT_LIBRARIES = "BOOT-INF/lib/";

    private final Path folder;
    private final List<String> elements = new ArrayList<>();

    private ApplicationPath(Path folder) {
        this.folder = folder;
    }

    static ApplicationPath of(ApplicationOptions options) {
        if (!options.areGiven()) {
            throw new UsageException("this needs the code of the application: say --app JAR or --classpath PATH");
        }
        if (options.app != null && !Files.isRegularFile(options.app)) {
            throw new UsageException("there is no application '" + options.app + "'");
        }
        try {
            ApplicationPath path = new ApplicationPath(Files.createTempDirectory("flamingock"));
            try {
                path.add(options);
                return path;
            } catch (IOException | URISyntaxException | RuntimeException e) {
                path.close();
                throw e;
            }
        } catch (IOException | URISyntaxException e) {
            throw new UsageException("the class path of the application cannot be made: " + e.getMessage(), e);
        }
    }

    private void add(ApplicationOptions options) throws IOException, URISyntaxException {
        if (options.app != null) {
            addJar(options.app);
        }
        if (options.classpath != null) {
            elements.add(options.classpath);
        }
        addChild();
    }

    String text() {
        return String.join(File.pathSeparator, elements);
    }

    private void addJar(Path app) throws IOException {
        try (JarFile jar = new JarFile(app.toFile())) {
            List<JarEntry> within = entries(jar).stream()
                    .filter(entry -> entry.getName().startsWith(BOOT_CLASSES)
                            || entry.getName().startsWith(BOOT_LIBRARIES))
                    .toList();
            if (within.isEmpty()) {
                elements.add(app.toAbsolutePath().toString());
                return;
            }
            elements.add(folder.resolve(BOOT_CLASSES).toString());
            for (JarEntry entry : within) {
                Path unpacked = unpack(jar, entry);
                if (entry.getName().startsWith(BOOT_LIBRARIES)) {
                    elements.add(unpacked.toString());
                }
            }
        }
    }

    private void addChild() throws IOException, URISyntaxException {
        Path own = Path.of(ApplicationPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(own)) {
            elements.add(own.toString());
            return;
        }
        try (JarFile jar = new JarFile(own.toFile())) {
            for (JarEntry entry : entries(jar)) {
                if (entry.getName().startsWith(CHILD)) {
                    Path unused = unpack(jar, entry);
                }
            }
        }
        elements.add(folder.toString());
    }

    private static List<JarEntry> entries(JarFile jar) {
        List<JarEntry> files = new ArrayList<>();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            if (!entry.isDirectory()) {
                files.add(entry);
            }
        }
        return files;
    }

    private Path unpack(JarFile jar, JarEntry entry) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("the jar has an entry outside of itself: " + entry.getName());
        }
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // the system empties its folder for temporary files
        }
    }
}
