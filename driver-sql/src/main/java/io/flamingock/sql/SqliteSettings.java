package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an SQLite database and a connection to it are set up, which decides what a commit is worth. */
final class SqliteSettings {

    /** What belongs to a connection, and weakens what it promises if a body leaves it otherwise. */
    private static final List<String> SETTINGS =
            List.of("journal_mode", "synchronous", "foreign_keys", "query_only", "read_uncommitted");

    private static final int ERROR = 1;

    private static final List<String> JOURNALS_OF_A_CONNECTION = List.of("off", "memory");

    private SqliteSettings() {}

    /** Refuses what cannot keep the promises. */
    static void check(Connection connection, @Nullable String schema) throws SQLException {
        if (!hasMilliseconds(connection)) {
            throw refused("is of version " + connection.getMetaData().getDatabaseProductVersion()
                    + ", whose clock has no milliseconds. Use 3.42 or later");
        }
        String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
        if (file(connection).isEmpty()) {
            throw refused("is in memory, where each connection may have a database of its own. Use a file, or an"
                    + " InMemoryAuditStore for tests");
        }
        if (url.contains("cache=shared") || url.contains("shared_cache=true")) {
            throw refused("has a shared cache, in which nobody waits for a lock. Take that out of the URL");
        }
        checkJournal(one(connection, "PRAGMA journal_mode"));
        if (schema != null && !schema.equals("main")) {
            throw refused("has no schemas, and what is in an attached file does not commit as one with the main one"
                    + " in every journal mode. Leave schema(…) out");
        }
    }

    /** Before 3.42 the function does not know its argument and answers NULL; before 3.38 there is none. */
    private static boolean hasMilliseconds(Connection connection) throws SQLException {
        try {
            return !one(connection, "SELECT unixepoch('subsec')").isEmpty();
        } catch (SQLException e) {
            if (e.getErrorCode() == ERROR) {
                return false;
            }
            throw e;
        }
    }

    private static void checkJournal(String mode) {
        if (mode.equals("off")) {
            throw refused("has journal_mode OFF, with which nothing can be rolled back. Use DELETE or WAL");
        }
        if (mode.equals("memory")) {
            throw refused(
                    "has journal_mode MEMORY, with which a process that is killed leaves a broken file behind. Use"
                            + " DELETE or WAL");
        }
    }

    private static StoreRefusedException refused(String why) {
        return new StoreRefusedException("[S28] this SQLite database " + why + "; nothing was written by this", null);
    }

    /** The settings of this connection that a body may change, with which no transaction is refused. */
    static List<String> of(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String setting : SETTINGS) {
            settings.add(one(connection, "PRAGMA " + setting));
        }
        checkJournal(settings.get(0)); // somebody before us may have set it
        return settings;
    }

    /** Leaves alone what the whole database was set to: journal modes that are kept in the file. */
    static void restore(Connection connection, List<String> before) throws SQLException {
        for (int i = 0; i < SETTINGS.size(); i++) {
            String now = one(connection, "PRAGMA " + SETTINGS.get(i));
            if (!now.equals(before.get(i)) && (i > 0 || JOURNALS_OF_A_CONNECTION.contains(now))) {
                Statements.execute(connection, "PRAGMA " + SETTINGS.get(i) + " = " + before.get(i));
            }
        }
    }

    /** See {@link SqlDialect#lossAtCrash}. */
    static Optional<String> lossAtCrash(Connection connection) throws SQLException {
        String synchronous = one(connection, "PRAGMA synchronous");
        String journal = one(connection, "PRAGMA journal_mode");
        int needed = journal.equals("delete") ? 3 : 2; // only EXTRA waits until the journal is known to be gone
        return Integer.parseInt(synchronous) >= needed
                ? Optional.empty()
                : Optional.of(
                        "the SQLite database " + file(connection) + " has journal_mode " + journal
                                + " and synchronous " + synchronous
                                + ": when the power fails or the host crashes, it loses commits that"
                                + " it has acknowledged, or more, entries of the log among them: what was executed may then be"
                                + " executed again. Use journal_mode WAL with synchronous FULL, or DELETE with EXTRA, in all connections");
    }

    static String file(Connection connection) throws SQLException {
        return Statements.query(
                        connection,
                        "PRAGMA database_list",
                        List.of(),
                        row -> row.getString("name").equals("main") ? text(row.getString("file")) : "")
                .stream()
                .collect(Collectors.joining());
    }

    /** A PRAGMA; the same as a SELECT would lock the file for reading, in a transaction to its end. */
    static String one(Connection connection, String pragma) throws SQLException {
        return Statements.query(connection, pragma, List.of(), row -> text(row.getString(1)))
                .get(0);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
