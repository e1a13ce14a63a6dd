package io.flamingock.examples.undo;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.State;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Four rooms, each built by a change, and torn down by its rollback. What an operator has undone is pending again: the
 * next run applies it, unless a version of the application without it is deployed.
 */
public final class TakingBack {

    private final PrintStream out;
    private final JdbcDataSource database = new JdbcDataSource();

    private TakingBack(PrintStream out) {
        this.out = out;
        database.setURL("jdbc:h2:mem:house" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    public static void main(String[] args) throws SQLException {
        run(System.out);
    }

    static void run(PrintStream out) throws SQLException {
        new TakingBack(out).run();
    }

    private void run() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "CREATE TABLE house (id IDENTITY, room VARCHAR(20))");
        }
        Flamingock flamingock = flamingock();
        flamingock.run();
        show("after the first run");

        flamingock.undo("build-kitchen", "ann", "it is on the wrong side");
        show("undo: one change, those after it stay");

        flamingock.undoLast(1, "ann", "the attic is too low");
        show("undoLast(1): the last one");

        flamingock.undoTo("build-hall", "ann", "everything but the hall is to be planned anew");
        show("undoTo: what comes after the hall, the last first");

        out.println(flamingock.run());
        show("after the next run");
        flamingock.history().stream()
                .filter(entry -> entry.event().state() == State.ROLLED_BACK)
                .forEach(entry -> out.println(entry.describe()));
    }

    private Flamingock flamingock() {
        FlamingockBuilder builder = Flamingock.builder()
                .service("house")
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(SqlTargetSystem.of("house", database));
        int order = 0;
        for (String room : new String[] {"hall", "kitchen", "bath", "attic"}) {
            String place = Integer.toString(++order);
            builder.change(
                    "build-" + room,
                    change -> change.order(place)
                            .execute(
                                    Connection.class,
                                    c -> execute(c, "INSERT INTO house (room) VALUES ('" + room + "')"))
                            .rollback(
                                    Connection.class,
                                    c -> execute(c, "DELETE FROM house WHERE room = '" + room + "'")));
        }
        return builder.build();
    }

    private void show(String when) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rooms =
                        statement.executeQuery("SELECT LISTAGG(room, ' ') WITHIN GROUP (ORDER BY id) FROM house")) {
            rooms.next();
            out.println(when + ": " + rooms.getString(1));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
