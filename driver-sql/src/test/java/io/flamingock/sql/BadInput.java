package io.flamingock.sql;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition.Body1;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * One row of the table of wrong inputs on a database.
 *
 * @param heading the number in the list, what is wrong, and where
 * @param prepare what has been done to a new, empty database
 * @param start the application, on the database as its owner sees it; throws, or only warns
 * @param said what must be said: code, place, cause, remedy
 * @param follow what the message tells to do, after which the application starts
 * @param unchanged whether nothing at all may be different in the database
 */
record BadInput(
        String heading, Engine engine, Step prepare, Step start, List<String> said, Remedy follow, boolean unchanged) {

    static final String SERVICE = "shop";

    /** Something that is done with a database. */
    interface Step {
        void with(DataSource database) throws Exception;
    }

    /** Does what a message says. */
    interface Remedy {
        void follow(DataSource database, String said) throws Exception;
    }

    @Override
    public String toString() {
        return heading;
    }

    /** Runs one change, which creates nothing and writes nothing. */
    static void run(DataSource database) {
        run(database, store -> store, connection -> {});
    }

    static void run(DataSource database, UnaryOperator<SqlAuditStore> store, Body1<Connection> body) {
        builder(database, store)
                .service(SERVICE)
                .change("create-books", change -> change.order("1").execute(Connection.class, body))
                .run();
    }

    static FlamingockBuilder builder(DataSource database, UnaryOperator<SqlAuditStore> store) {
        return Flamingock.builder()
                .connectTimeout(Duration.ofMillis(300))
                .waitForLease(Duration.ZERO) // a start that was refused must not have left it behind
                .auditStore(store.apply(SqlAuditStore.of(database)))
                .targetSystems(SqlTargetSystem.of("library", database));
    }

    /** The statements that a message shows. */
    static String[] allDdlIn(String said) {
        return Arrays.stream(said.substring(said.indexOf("CREATE TABLE")).split("(?=CREATE TABLE)"))
                .map(BadInput::ddlIn)
                .toArray(String[]::new);
    }

    /** The statement that a message shows. */
    static String ddlIn(String said) {
        String from = said.substring(said.lastIndexOf("CREATE TABLE"));
        return from.replaceFirst("(?s)\\n\\).*", "\n)") + suffixIn(from);
    }

    /** What follows the columns: MariaDB and MySQL want to be told an engine. */
    private static String suffixIn(String from) {
        int end = from.indexOf("\n)");
        return from.substring(end + 2).lines().findFirst().orElse("").replaceFirst(";$", "");
    }
}
