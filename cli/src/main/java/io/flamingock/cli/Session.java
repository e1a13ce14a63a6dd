package io.flamingock.cli;

import io.flamingock.Flamingock;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call of the tool: what it was told, what it has opened, and where it prints. */
final class Session implements AutoCloseable {

    private static final String PROGRAM = "flamingock.command";
    private static final long LAST_WORDS_SECONDS = 5;

    private final Options options;
    private final Terminal terminal;
    private final String command;
    private final Map<String, String> environment;
    private final Secrets secrets;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable StoreAddress address;
    private @Nullable Store store;
    private @Nullable Flamingock flamingock;

    Session(Options options, Terminal terminal, String command, Map<String, String> environment, Secrets secrets) {
        this.options = options;
        this.terminal = terminal;
        this.command = command;
        this.environment = environment;
        this.secrets = secrets;
    }

    Options options() {
        return options;
    }

    Terminal terminal() {
        return terminal;
    }

    StoreAddress address() {
        if (address == null) {
            address = new StoreAddress(options, environment, SettingsFile.in(Path.of("")), secrets);
        }
        return address;
    }

    /** Before something is done that cannot be taken back: what is wrong with a settings file is said first. */
    void checkSettings() {
        StoreAddress unused = address();
    }

    Store store() {
        if (store == null) {
            store = Store.open(address());
        }
        return store;
    }

    /** The log alone: it knows no changes. */
    Flamingock flamingock() {
        if (flamingock == null) {
            flamingock = Flamingock.builder()
                    .service(address().service())
                    .auditStore(store().auditStore())
                    .connectTimeout(Store.PATIENCE)
                    .build();
        }
        return flamingock;
    }

    /** What may be printed of this, whatever has said it. */
    String withoutSecrets(String text) {
        return secrets.takenOutOf(text);
    }

    /** Times are shown where the operator is. */
    ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /** One line or several, as far as the terminal can show them. */
    void print(String text) {
        terminal.out().println(terminal.shown(text));
    }

    void print(Table table) {
        terminal.out().print(table.text(terminal));
    }

    /** What helps a human, and no program. */
    void say(String text) {
        if (!options.quiet && !options.json) {
            terminal.err().println(terminal.shown(text));
        }
    }

    /** What went wrong. */
    void report(String text) {
        pass("flamingock: " + text);
    }

    /** What somebody else has written, to be read in any case. */
    void pass(String text) {
        if (!text.isEmpty()) {
            terminal.err().println(terminal.shown(withoutSecrets(text)));
        }
    }

    /** A document of this command, to be filled and {@linkplain #printDocument printed}. */
    Map<String, @Nullable Object> document(int exitCode) {
        return Json.document(command, exitCode);
    }

    void printDocument(Map<String, @Nullable Object> document) {
        terminal.utf8().println(Json.pretty(document));
    }

    /** A command line that can be pasted into a shell, and reaches the same log. */
    String commandLine(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        int operands = all.indexOf("--"); // nothing behind it is an option
        all.addAll(operands < 0 ? all.size() : operands, address().repeated());
        return program() + " " + all.stream().map(Session::quoted).collect(Collectors.joining(" "));
    }

    /** What the start script was called as; without it, what calls the jar. */
    private static String program() {
        @Nullable String told = System.getProperty(PROGRAM);
        return told != null
                ? quoted(told)
                : "java -jar " + quoted(System.getProperty("java.class.path", "flamingock-cli.jar"));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Waits until everything is said, for this process is asked to end. */
    void awaitEnd() {
        try {
            boolean unused = over.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            if (store != null) {
                store.close();
            }
        } finally {
            terminal.out().flush();
            over.countDown();
        }
    }
}
