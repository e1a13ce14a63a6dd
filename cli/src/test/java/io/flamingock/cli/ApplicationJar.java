package io.flamingock.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars of the shop, laid out as build tools do. */
final class ApplicationJar {

    /** What a shop needs; the servers of the tests are no part of it. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "^(flamingock|h2|postgresql|mongodb|bson|slf4j-api|slf4j-simple|jackson|classgraph|jspecify)");

    /** What is about one jar, and wrong in another. */
    private static final Pattern NOT_SHADED =
            Pattern.compile("^META-INF/(MANIFEST\\.MF|.*\\.(SF|RSA|DSA))$|(^|/)module-info\\.class$");

    private static final Path COMMAND_LINE = Path.of(URI.create(
            Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));

    private ApplicationJar() {}

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> Files.isDirectory(path)
                        || LIBRARIES.matcher(path.getFileName().toString()).find())
                .toList();
    }

    /** Nothing but a manifest that names where the classes are. */
    static Path thin(Path folder) {
        Manifest manifest = manifest();
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        classPath().stream()
                                .map(path -> path.toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("thin.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries as jars within, classes in a folder beside them. */
    static Path boot(Path folder) {
        Path file = folder.resolve("boot.jar");
        Set<String> written = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            jar.setLevel(0);
            for (Path element : classPath()) {
                if (Files.isDirectory(element)) {
                    try (Stream<Path> files = Files.walk(element)) {
                        for (Path each : files.filter(Files::isRegularFile).toList()) {
                            write(jar, written, "BOOT-INF/classes/" + element.relativize(each), each);
                        }
                    }
                } else {
                    write(jar, written, "BOOT-INF/lib/" + element.getFileName(), element);
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All classes in one jar, and of each provider file the lines of all libraries; nothing of the command line. */
    static Path shaded(Path folder) {
        Path file = folder.resolve("shaded.jar");
        Set<String> written = new HashSet<>();
        Map<String, StringBuilder> providers = new TreeMap<>();
        Manifest manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.setLevel(0);
            for (Path element : classPath()) {
                if (element.equals(COMMAND_LINE)) {
                    continue;
                }
                if (Files.isDirectory(element)) {
                    merge(element, jar, written, providers);
                } else {
                    try (FileSystem library = FileSystems.newFileSystem(element)) {
                        merge(library.getPath("/"), jar, written, providers);
                    }
                }
            }
            for (Map.Entry<String, StringBuilder> each : providers.entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue().toString().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(Path root, JarOutputStream jar, Set<String> written, Map<String, StringBuilder> providers)
            throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(each).toString();
                if (name.startsWith("META-INF/services/")) {
                    providers
                            .computeIfAbsent(name, it -> new StringBuilder())
                            .append(Files.readString(each))
                            .append('\n');
                } else if (!NOT_SHADED.matcher(name).find()) {
                    write(jar, written, name, each);
                }
            }
        }
    }

    private static void write(JarOutputStream jar, Set<String> written, String name, Path from) throws IOException {
        if (written.add(name)) {
            jar.putNextEntry(new ZipEntry(name));
            Files.copy(from, jar);
            jar.closeEntry();
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }
}
