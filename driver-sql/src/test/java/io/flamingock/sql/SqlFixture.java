package io.flamingock.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.DriverFixture;
import io.flamingock.tck.StoreFixture;
import io.flamingock.tck.TargetFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A database of its own behind a pool, for the contract tests. What is common to most products stands here; the rest
 * says the fixture of a product.
 */
abstract class SqlFixture implements DriverFixture {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

    private final HikariDataSource pool;

    SqlFixture(DataSource dataSource) {
        this.pool = SqlServers.pool(dataSource, 8);
        SqlServers.execute(pool, "CREATE TABLE effects (effect VARCHAR(100))");
    }

    final DataSource pool() {
        return pool;
    }

    /** How many tables of ours there are. */
    String countOfTables() {
        return "SELECT count(*) FROM information_schema.tables"
                + " WHERE table_name LIKE 'flamingock%' AND table_schema = CURRENT_SCHEMA";
    }

    /** What commits the transaction that it is executed in. */
    String commitBehindOurBack() {
        return "COMMIT";
    }

    /** What undoes the transaction that it is executed in. */
    String undoBehindOurBack() {
        return "ROLLBACK";
    }

    /** Has a body execute one of these. */
    void behindOurBack(Connection bound, String sql) throws SQLException {
        Statements.execute(bound, sql);
    }

    /** How many rows are committed. */
    long count(String sql) {
        return Long.parseLong(SqlServers.query(pool, sql));
    }

    Throwable undoneByDatabase() {
        return new SQLTransactionRollbackException("serialization failure", "40001");
    }

    abstract boolean endsBlockingSessions();

    /** Asks what a session is called in messages. */
    abstract String sessionId();

    /** What messages call the session of that id. */
    String nameOfSession(String id) {
        return "session " + id;
    }

    @Override
    public AuditStore open() {
        return SqlAuditStore.of(pool).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public boolean isUntouched() {
        return "0".equals(SqlServers.query(pool, countOfTables()));
    }

    @Override
    public void letPass(Duration time) {
        StoreFixture.sleep(time);
    }

    @Override
    public boolean looksAtExpectedHead() {
        return true;
    }

    @Override
    public Optional<String> withoutTransactions() {
        return Optional.empty();
    }

    @Override
    public TargetFixture target() {
        return new Target();
    }

    @Override
    public String runsOn() {
        try (Connection connection = pool.getConnection()) {
            var product = connection.getMetaData();
            return product.getDatabaseProductName() + " "
                    + product.getDatabaseProductVersion().replaceFirst("[ -].*", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private final class Target implements TargetFixture {

        @Override
        public TransactionalTargetSystem open() {
            return SqlTargetSystem.of("data", pool).lockTimeout(LOCK_TIMEOUT);
        }

        @Override
        public Class<?> boundType() {
            return Connection.class;
        }

        @Override
        public void write(Object bound, String key) throws SQLException {
            try (var insert = ((Connection) bound).prepareStatement("INSERT INTO effects VALUES (?)")) {
                insert.setString(1, key);
                insert.executeUpdate();
            }
        }

        @Override
        public long count(String key) {
            return SqlFixture.this.count("SELECT count(*) FROM effects WHERE effect = '" + key + "'");
        }

        @Override
        public boolean commitBehindOurBack(Object bound) throws SQLException {
            behindOurBack((Connection) bound, SqlFixture.this.commitBehindOurBack());
            return true;
        }

        @Override
        public boolean undoBehindOurBack(Object bound) throws SQLException {
            behindOurBack((Connection) bound, SqlFixture.this.undoBehindOurBack());
            return true;
        }

        @Override
        public Throwable undoneByDatabase() {
            return SqlFixture.this.undoneByDatabase();
        }

        @Override
        public boolean endsBlockingSessions() {
            return SqlFixture.this.endsBlockingSessions();
        }

        @Override
        public String session(Object bound) throws SQLException {
            try (Statement statement = ((Connection) bound).createStatement();
                    var rows = statement.executeQuery(sessionId())) {
                rows.next();
                return nameOfSession(rows.getString(1));
            }
        }

        @Override
        public String runsOn() {
            return SqlFixture.this.runsOn();
        }

        @Override
        public void close() {
            SqlFixture.this.close();
        }
    }
}
