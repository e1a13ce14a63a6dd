package io.flamingock.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the log is, and as whom it is asked for: from the options, else from the environment, else from the settings
 * file.
 */
final class StoreAddress {

    private final Options options;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Secrets secrets;

    StoreAddress(Options options, Map<String, String> environment, Map<String, String> file, Secrets secrets) {
        this.options = options;
        this.environment = environment;
        this.file = file;
        this.secrets = secrets;
    }

    String url() {
        String url = first(options.store, Environment.STORE, "store")
                .orElseThrow(
                        () -> new UsageException("where is the log? Say --store jdbc:… or --store mongodb://…, or set "
                                + Environment.STORE.variable()));
        boolean unused = secrets.areIn(url);
        return url;
    }

    String service() {
        return first(options.service, Environment.SERVICE, "service")
                .orElseThrow(() -> new UsageException("whose log? Say --service NAME, as the application says in"
                        + " service(…), or set " + Environment.SERVICE.variable()));
    }

    Optional<String> user() {
        return first(options.user, Environment.USER, "user");
    }

    /** Asked for on the terminal if the options say so. */
    Optional<String> password() {
        return givenPassword().map(secrets::add);
    }

    private Optional<String> givenPassword() {
        if (options.password) {
            @Nullable Console console = Terminal.console();
            char @Nullable [] typed = console == null ? null : console.readPassword("Password of the store: ");
            if (typed == null) {
                throw new UsageException(
                        "--password asks for it, and there is no terminal to ask on; use --password-file or "
                                + Environment.PASSWORD.variable());
            }
            return Optional.of(new String(typed));
        }
        Optional<Path> from = Optional.ofNullable(options.passwordFile)
                .or(() -> Optional.ofNullable(Environment.PASSWORD_FILE.in(environment))
                        .map(Path::of));
        if (from.isPresent()) {
            return from.map(StoreAddress::firstLine);
        }
        return Optional.ofNullable(Environment.PASSWORD.in(environment))
                .or(() -> Optional.ofNullable(file.get("passwordFile"))
                        .map(Path::of)
                        .map(StoreAddress::firstLine));
    }

    List<Path> driverPath() {
        List<Path> jars = new ArrayList<>(options.driverPath);
        if (jars.isEmpty()) {
            first(null, Environment.DRIVER_PATH, "driverPath").stream()
                    .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                    .map(Path::of)
                    .forEach(jars::add);
        }
        jars.stream().filter(jar -> !Files.isRegularFile(jar)).findFirst().ifPresent(jar -> {
            throw new UsageException("there is no driver '" + jar + "'");
        });
        return jars;
    }

    /** Who decides. */
    String operator() {
        return first(options.operator, Environment.OPERATOR, "operator")
                .orElseGet(() -> System.getProperty("user.name", ""));
    }

    /** The options by which another call reaches the same log; what is not an option now need not be one then. */
    List<String> repeated() {
        List<String> words = new ArrayList<>();
        if (options.store != null && !secrets.areIn(options.store)) {
            words.addAll(List.of("--store", options.store));
        }
        add(words, "--service", options.service);
        add(words, "--user", options.user);
        add(words, "--password-file", options.passwordFile);
        if (options.password) {
            words.add("--password");
        }
        options.driverPath.forEach(jar -> add(words, "--driver-path", jar));
        return words;
    }

    /** Whether {@link #repeated} leaves the store out because there is a password in it. */
    boolean isSecret() {
        return options.store != null && secrets.areIn(options.store);
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(option, value.toString()));
        }
    }

    private Optional<String> first(@Nullable String option, Environment variable, String key) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(variable.in(environment)))
                .or(() -> Optional.ofNullable(file.get(key)));
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("");
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UsageException("the password file '" + file + "' cannot be read", e);
        }
    }
}
