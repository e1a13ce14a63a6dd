package io.flamingock.sql;

import static io.flamingock.sql.BadInput.SERVICE;
import static io.flamingock.sql.BadInput.allDdlIn;
import static io.flamingock.sql.BadInput.ddlIn;
import static io.flamingock.sql.BadInput.run;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Stores that cannot be used as they are: 26 to 29. */
final class BadStores {

    private static final BadInput.Step NOTHING = database -> {};

    private BadStores() {}

    static Stream<BadInput> rows() {
        return Stream.of(
                        on(List.of(Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL), BadStores::nobodyListens),
                        on(List.of(Engine.POSTGRESQL), BadStores::noTls),
                        on(BadInputUsers.ENGINES, BadStores::wrongPassword),
                        on(List.of(Engine.values()), BadStores::otherColumns),
                        on(List.of(Engine.values()), BadStores::noKey),
                        on(List.of(Engine.values()), BadStores::noCreation),
                        on(BadInputUsers.ENGINES, BadStores::noRight),
                        on(BadInputUsers.ENGINES, BadStores::onlyRead),
                        on(List.of(Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL), BadStores::replica))
                .flatMap(rows -> rows);
    }

    static Stream<BadInput> on(List<Engine> engines, Function<Engine, BadInput> row) {
        return engines.stream().map(row);
    }

    private static BadInput nobodyListens(Engine engine) {
        return new BadInput(
                "26. Nobody listens where the store should be, on " + engine,
                engine,
                NOTHING,
                database -> run(BadInputUsers.at(database, freePort())),
                List.of("[S26]", "the audit store", "nothing was started", "start again"),
                (database, said) -> run(database),
                true);
    }

    private static BadInput noTls(Engine engine) {
        return new BadInput(
                "26b. The store is asked for TLS, and has none, on " + engine,
                engine,
                NOTHING,
                database -> {
                    PGSimpleDataSource encrypted = SqlServers.copyOf((PGSimpleDataSource) database);
                    encrypted.setSslMode("require");
                    run(encrypted);
                },
                List.of("[S26]", "the audit store", "SSL", "nothing was started", "start again"),
                (database, said) -> run(database),
                true);
    }

    private static BadInput wrongPassword(Engine engine) {
        return new BadInput(
                "27. User or password is wrong, on " + engine,
                engine,
                NOTHING,
                database -> run(BadInputUsers.as(database, "somebody", BadInputUsers.PASSWORD)),
                List.of("[S27]", "reading the newest entry", "SQLState 28", "check user and password"),
                (database, said) -> run(database),
                true);
    }

    private static BadInput otherColumns(Engine engine) {
        return new BadInput(
                "28. A table of somebody else has our name, on " + engine,
                engine,
                database ->
                        SqlServers.execute(database, engine.sql("CREATE TABLE \"flamingock_audit\" (id INT NOT NULL)")),
                BadInput::run,
                List.of("[S28]", "flamingock_audit", "no column seq", "CREATE TABLE"),
                (database, said) -> {
                    SqlServers.execute(database, engine.sql("DROP TABLE \"flamingock_audit\""), ddlIn(said));
                    run(database);
                },
                true);
    }

    private static BadInput noKey(Engine engine) {
        return new BadInput(
                "28b. The table of the log has lost its key, on " + engine,
                engine,
                database -> SqlServers.execute(
                        database,
                        SqlAuditStore.of(database)
                                .ddl()
                                .get(0)
                                .replace(
                                        engine.sql("PRIMARY KEY (\"service\", \"seq\")"),
                                        engine.sql("\"more\" VARCHAR(5)"))),
                BadInput::run,
                List.of("[S28]", "flamingock_audit", "no unique key on exactly [seq, service]", "CREATE TABLE"),
                (database, said) -> {
                    SqlServers.execute(database, engine.sql("DROP TABLE \"flamingock_audit\""), ddlIn(said));
                    run(database);
                },
                false);
    }

    private static BadInput noCreation(Engine engine) {
        return new BadInput(
                "29. Tables are missing, and autoCreate(false) says not to create them, on " + engine,
                engine,
                NOTHING,
                database -> run(database, store -> store.autoCreate(false), connection -> {}),
                List.of("[S29]", "flamingock_lock", "flamingock_audit", "autoCreate(false)", "CREATE TABLE"),
                (database, said) -> {
                    SqlServers.execute(database, allDdlIn(said));
                    run(database, store -> store.autoCreate(false), connection -> {});
                },
                true);
    }

    private static BadInput noRight(Engine engine) {
        return new BadInput(
                "29b. Tables are missing, and the user may not create them, on " + engine,
                engine,
                NOTHING,
                database -> runAs(BadInputUsers.writer(engine, database), database),
                List.of("[S29]", "flamingock_lock", "could not be created", "CREATE TABLE"),
                (database, said) -> {
                    String user = BadInputUsers.writer(engine, database);
                    SqlServers.execute(database, allDdlIn(said));
                    BadInputUsers.grant(engine, database, user);
                    runAs(user, database);
                },
                true);
    }

    private static BadInput onlyRead(Engine engine) {
        String[] user = new String[1];
        return new BadInput(
                "29c. The user may only read, and something is pending, on " + engine,
                engine,
                database -> {
                    run(database);
                    user[0] = BadInputUsers.reader(engine, database);
                    runAs(user[0], database); // nothing is pending: it starts
                },
                database -> runMore(BadInputUsers.as(database, user[0], BadInputUsers.PASSWORD)),
                List.of("[S29]", "acquiring the lease of 'shop'", "the user lacks a privilege", "nothing was written"),
                (database, said) -> {
                    BadInputUsers.grantWriting(engine, database, user[0]);
                    runMore(BadInputUsers.as(database, user[0], BadInputUsers.PASSWORD));
                },
                true);
    }

    private static BadInput replica(Engine engine) {
        String[] user = new String[1];
        return new BadInput(
                "29d. The server takes no writes, as a replica, and something is pending, on " + engine,
                engine,
                database -> {
                    run(database);
                    user[0] = BadInputUsers.writer(engine, database);
                    BadInputUsers.grant(engine, database, user[0]);
                    DataSource mine = BadInputUsers.as(database, user[0], BadInputUsers.PASSWORD);
                    BadInputUsers.whileReadOnly(engine, database, mine, BadInput::run);
                },
                database -> BadInputUsers.whileReadOnly(
                        engine,
                        database,
                        BadInputUsers.as(database, user[0], BadInputUsers.PASSWORD),
                        BadStores::runMore),
                List.of("[S29]", "acquiring the lease of 'shop'", "read-only replica", "nothing was written"),
                (database, said) -> runMore(BadInputUsers.as(database, user[0], BadInputUsers.PASSWORD)),
                true);
    }

    /** The change that has been applied, and another one. */
    private static void runMore(DataSource database) {
        BadInput.builder(database, store -> store)
                .service(SERVICE)
                .change("create-books", change -> change.order("1").execute(Connection.class, connection -> {}))
                .change("lend-books", change -> change.order("2").execute(Connection.class, connection -> {}))
                .run();
    }

    private static void runAs(String user, DataSource database) throws SQLException {
        run(BadInputUsers.as(database, user, BadInputUsers.PASSWORD));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
