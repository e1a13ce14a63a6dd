package io.flamingock.sql;

import static io.flamingock.sql.BadInput.ddlIn;
import static io.flamingock.sql.BadInput.run;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Stores that cannot be used as they are: 26 to 29. */
final class BadStores {

    private static final BadInput.Step NOTHING = database -> {};

    private BadStores() {}

    static Stream<BadInput> rows() {
        return Stream.of(
                        on(List.of(Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL), BadStores::nobodyListens),
                        on(BadInputUsers.ENGINES, BadStores::wrongPassword),
                        on(List.of(Engine.values()), BadStores::otherColumns),
                        on(List.of(Engine.values()), BadStores::noKey),
                        on(List.of(Engine.values()), BadStores::noCreation),
                        on(BadInputUsers.ENGINES, BadStores::noRight))
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
                List.of("[S29]", "flamingock_lock", "autoCreate(false)", "CREATE TABLE"),
                (database, said) -> {
                    SqlServers.execute(database, ddlIn(said));
                    String second = String.valueOf(
                            catchThrowable(() -> run(database, store -> store.autoCreate(false), connection -> {}))
                                    .getMessage());
                    SqlServers.execute(database, ddlIn(second));
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
                    SqlServers.execute(
                            database,
                            ddlIn(said),
                            SqlAuditStore.of(database).ddl().get(0));
                    BadInputUsers.grant(engine, database, user);
                    runAs(user, database);
                },
                true);
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
