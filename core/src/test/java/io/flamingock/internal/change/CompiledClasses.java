package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Compiles sources into a folder, to make of it what a class path can hold. */
public final class CompiledClasses {

    private CompiledClasses() {}

    /** By file name, such as {@code com/acme/A.java}. */
    public static Path compile(Path folder, Map<String, String> sources, String... options) {
        try {
            List<String> arguments = new ArrayList<>(List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.resolve("out").toString()));
            arguments.addAll(Arrays.asList(options));
            for (var source : sources.entrySet()) {
                Path file = folder.resolve("src").resolve(source.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
                arguments.add(file.toString());
            }
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
            return folder.resolve("out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static URLClassLoader loader(Path... folders) {
        return new URLClassLoader(
                Arrays.stream(folders).map(CompiledClasses::url).toArray(URL[]::new),
                CompiledClasses.class.getClassLoader());
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
