package io.flamingock.cli;

import io.flamingock.Flamingock;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call of the tool: what it was told, what it has opened, and where it prints. */
final class Session implements AutoCloseable {

    private static final String PROGRAM = "flamingock.command";

    private final Options options;
    private final Terminal terminal;
    private final String command;
    private final Map<String, String> environment;
    private @Nullable StoreAddress address;
    private @Nullable Store store;
    private @Nullable Flamingock flamingock;

    Session(Options options, Terminal terminal, String command, Map<String, String> environment) {
        this.options = options;
        this.terminal = terminal;
        this.command = command;
        this.environment = environment;
    }

    Options options() {
        return options;
    }

    Terminal terminal() {
        return terminal;
    }

    StoreAddress address() {
        if (address == null) {
            address = new StoreAddress(options, environment, SettingsFile.in(Path.of("")));
        }
        return address;
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
        return address == null ? text : address.withoutSecrets(text);
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

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
