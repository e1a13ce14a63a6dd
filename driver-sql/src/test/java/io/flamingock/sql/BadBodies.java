package io.flamingock.sql;

import static io.flamingock.sql.BadInput.run;

import io.flamingock.api.ChangeDefinition.Body1;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Bodies that do to their connection what they must not: 41 and 42. */
final class BadBodies {

    /** What failed in {@link BadInput#SERVICE} is to be decided about there first. */
    private static final String UNDECIDED_ELSEWHERE = "another";

    private BadBodies() {}

    static Stream<BadInput> rows() {
        return Stream.of(
                        BadStores.on(List.of(Engine.values()), BadBodies::commits),
                        BadStores.on(List.of(Engine.values()), BadBodies::leavesWorkOpen),
                        BadStores.on(
                                List.of(Engine.H2, Engine.HSQLDB, Engine.MARIADB, Engine.MYSQL),
                                BadBodies::createsAndThrows),
                        Stream.of(
                                goesOn("42b", "in", store -> store),
                                goesOn("42c", "outside of", outside()),
                                needsNoTransaction()))
                .flatMap(rows -> rows);
    }

    private static BadInput commits(Engine engine) {
        return new BadInput(
                "41. A change commits its connection, on " + engine,
                engine,
                BadBodies::createTable,
                database -> run(database, store -> store, Connection::commit),
                List.of("[X41]", "create-books", "commit() is refused", "transactional = false"),
                (database, said) -> runOutside(database, BadInput.SERVICE, connection -> {
                    insert(connection);
                    connection.commit();
                }),
                false);
    }

    private static BadInput leavesWorkOpen(Engine engine) {
        return new BadInput(
                "41b. A change outside a transaction leaves work uncommitted, on " + engine,
                engine,
                BadBodies::createTable,
                database -> runOutside(database, BadInput.SERVICE, BadBodies::insert),
                List.of("[X41]", "create-books", "left work uncommitted", "commit()"),
                (database, said) -> runOutside(database, UNDECIDED_ELSEWHERE, connection -> {
                    insert(connection);
                    connection.commit();
                }),
                false);
    }

    private static BadInput createsAndThrows(Engine engine) {
        return new BadInput(
                "42. A change in a transaction creates a table, and throws, on " + engine,
                engine,
                database -> {},
                database -> run(database, store -> store, connection -> {
                    Statements.execute(connection, "CREATE TABLE book (id INT)");
                    throw new IllegalStateException("no space left");
                }),
                List.of("[X37]", "create-books", "has committed its transaction", "transactional = false"),
                (database, said) -> runOutside(
                        database,
                        UNDECIDED_ELSEWHERE,
                        connection -> Statements.execute(connection, "CREATE TABLE shelf (id INT)")),
                false);
    }

    /** The other databases undo the statement alone. */
    private static BadInput goesOn(String number, String where, UnaryOperator<SqlAuditStore> store) {
        return new BadInput(
                number + ". A change in a transaction goes on after a statement that failed, its log " + where
                        + " the database, on POSTGRESQL",
                Engine.POSTGRESQL,
                BadBodies::createTable,
                database -> run(database, store, connection -> {
                    try {
                        Statements.execute(connection, "INSERT INTO boook VALUES (1)");
                    } catch (SQLException e) {
                        // as a change does that tries something
                    }
                    try {
                        Statements.execute(connection, "INSERT INTO book VALUES (1)");
                    } catch (SQLException e) {
                        // the same, of which PostgreSQL says that it does nothing any more
                    }
                }),
                List.of("[X37]", "create-books", "\"boook\" does not exist", "use a savepoint"),
                (database, said) -> run(database, store, connection -> {
                    Savepoint before = connection.setSavepoint();
                    try {
                        Statements.execute(connection, "INSERT INTO boook VALUES (1)");
                    } catch (SQLException e) {
                        connection.rollback(before);
                    }
                    Statements.execute(connection, "INSERT INTO book VALUES (1)");
                }),
                false);
    }

    private static UnaryOperator<SqlAuditStore> outside() {
        DataSource another = SqlServers.h2();
        return store -> SqlAuditStore.of(another);
    }

    private static BadInput needsNoTransaction() {
        return new BadInput(
                "42d. A change in a transaction has a statement that cannot run in one, on POSTGRESQL",
                Engine.POSTGRESQL,
                BadBodies::createTable,
                database -> run(
                        database,
                        store -> store,
                        connection -> Statements.execute(connection, "CREATE INDEX CONCURRENTLY i ON book (id)")),
                List.of("[X37]", "create-books", "CONCURRENTLY", "declare it transactional = false"),
                (database, said) -> runOutside(
                        database,
                        BadInput.SERVICE,
                        connection -> Statements.execute(connection, "CREATE INDEX CONCURRENTLY i ON book (id)")),
                false);
    }

    private static void createTable(DataSource database) {
        SqlServers.execute(database, "CREATE TABLE book (id INT)");
    }

    private static void insert(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statements.execute(connection, "INSERT INTO book VALUES (1)");
    }

    private static void runOutside(DataSource database, String service, Body1<Connection> body) {
        BadInput.builder(database, store -> store)
                .service(service)
                .change(
                        "create-books",
                        change -> change.order("1").transactional(false).execute(Connection.class, body))
                .run();
    }
}
