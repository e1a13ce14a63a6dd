package io.flamingock.safety.races;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.Operation;
import io.flamingock.audit.AuditStore;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Two SQL databases, or one by two pools. */
final class SqlPlace implements Place<Connection> {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(5);
    private static final String AUDIT = "races_audit";
    private static final String LOCK = "races_lock";
    private static final String MARKER = "races_marker";
    private static final String EFFECT_HOME = "races_effect";
    private static final String EFFECT_AWAY = "races_effect_away";

    private final HikariDataSource home;
    private final HikariDataSource away;

    SqlPlace(String url, String elsewhere, int connections) {
        this.home = pool(url, connections);
        this.away = pool(elsewhere, connections);
    }

    private static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(8_000);
        // HikariCP that has to ask for the default itself never works again if its first connection breaks then.
        config.setTransactionIsolation(
                url.matches("jdbc:(mariadb|mysql):.*") ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    @Override
    public void create() {
        String columns = " (service VARCHAR(64), change_id VARCHAR(8), attempt INT, process BIGINT,"
                + " operation VARCHAR(8), part INT, nanos BIGINT)";
        execute(home, "CREATE TABLE IF NOT EXISTS " + EFFECT_HOME + columns);
        execute(away, "CREATE TABLE IF NOT EXISTS " + EFFECT_AWAY + columns);
    }

    @Override
    public void drop() {
        for (String table : List.of(AUDIT, LOCK, MARKER, EFFECT_HOME, EFFECT_AWAY)) {
            execute(home, "DROP TABLE IF EXISTS " + table);
            execute(away, "DROP TABLE IF EXISTS " + table);
        }
    }

    @Override
    public AuditStore store() {
        return SqlAuditStore.of(home)
                .auditTable(AUDIT)
                .lockTable(LOCK)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem home() {
        return SqlTargetSystem.of(HOME, home)
                .markerTable(MARKER)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem away() {
        return SqlTargetSystem.of(AWAY, away)
                .markerTable(MARKER)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public Class<Connection> boundType() {
        return Connection.class;
    }

    @Override
    public void write(String target, Connection bound, Effect effect) throws SQLException {
        String table = target.equals(HOME) ? EFFECT_HOME : EFFECT_AWAY;
        insert(bound, insertInto(table), effect);
    }

    @Override
    public boolean loseTransaction(Connection bound) throws SQLException {
        try (Statement statement = bound.createStatement()) {
            statement.execute("ROLLBACK");
        }
        return true;
    }

    @Override
    public void writeOutside(Effect effect) {
        try (Connection connection = away.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) NETWORK_TIMEOUT.toMillis());
            insert(connection, insertInto(EFFECT_AWAY), effect);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String insertInto(String table) {
        return "INSERT INTO " + table
                + " (service, change_id, attempt, process, operation, part, nanos) VALUES (?, ?, ?, ?, ?, ?, ?)";
    }

    private static void insert(Connection connection, String sql, Effect effect) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, effect.service());
            insert.setString(2, effect.change());
            insert.setInt(3, effect.attempt());
            insert.setLong(4, effect.process());
            insert.setString(5, effect.operation().name());
            insert.setInt(6, effect.part());
            insert.setLong(7, effect.nanos());
            insert.executeUpdate();
        }
    }

    @Override
    public List<Effect> effects(String service) {
        List<Effect> effects = new ArrayList<>();
        read(home, EFFECT_HOME, service, effects);
        read(away, EFFECT_AWAY, service, effects);
        return effects;
    }

    private static void read(DataSource database, String table, String service, List<Effect> into) {
        String sql = "SELECT change_id, attempt, process, operation, part, nanos FROM " + table + " WHERE service = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, service);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    into.add(new Effect(
                            service,
                            row.getString(1).strip(),
                            row.getInt(2),
                            row.getLong(3),
                            Operation.valueOf(row.getString(4).strip()),
                            row.getInt(5),
                            row.getLong(6)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int patienceSeconds() {
        return 10;
    }

    @Override
    public void close() {
        home.close();
        away.close();
    }

    private static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
