package io.flamingock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the code of the application is; it says itself, in its {@code FlamingockSetup}, where the store is. */
final class ApplicationOptions {

    @Option(
            names = "--app",
            paramLabel = "JAR",
            description =
                    "The jar of the application: thin with its libraries in the manifest, shaded, or Spring Boot's")
    @Nullable
    Path app;

    @Option(
            names = {"--classpath", "-cp"},
            paramLabel = "PATH",
            description = "Its class path, as for java")
    @Nullable
    String classpath;

    boolean areGiven() {
        return app != null || classpath != null;
    }

    /** The options by which another call reaches the same application. */
    List<String> repeated() {
        List<String> words = new ArrayList<>();
        if (app != null) {
            words.addAll(List.of("--app", app.toString()));
        }
        if (classpath != null) {
            words.addAll(List.of("--classpath", classpath));
        }
        return words;
    }
}
