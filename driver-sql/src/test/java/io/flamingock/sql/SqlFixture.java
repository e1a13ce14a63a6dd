package io.flamingock.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.DriverFixture;
import io.flamingock.tck.TargetFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A database of its own behind a pool, for the contract tests. */
final class SqlFixture implements DriverFixture {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

    private final HikariDataSource pool;
    private final SqlDialect dialect;

    private SqlFixture(DataSource dataSource, SqlDialect dialect) {
        this.pool = SqlServers.pool(dataSource, 8);
        this.dialect = dialect;
        SqlServers.execute(pool, "CREATE TABLE effects (effect VARCHAR(100))");
    }

    /**
     * On PostgreSQL with a clock that can be moved: a function of that name, found before the server's own, adds what a
     * table says. So a driver that decides by another clock than the store's is found out.
     */
    static SqlFixture postgres() {
        SqlFixture fixture =
                new SqlFixture(SqlServers.postgres(SqlServers.postgresUrl() + ",pg_catalog"), SqlDialect.POSTGRESQL);
        SqlServers.execute(
                fixture.pool,
                "CREATE TABLE moved (by_ms BIGINT)",
                "INSERT INTO moved VALUES (0)",
                "CREATE FUNCTION clock_timestamp() RETURNS TIMESTAMPTZ VOLATILE LANGUAGE SQL AS"
                        + " 'SELECT pg_catalog.clock_timestamp() + by_ms * INTERVAL ''1 ms'' FROM moved'");
        return fixture;
    }

    static SqlFixture h2() {
        return new SqlFixture(SqlServers.h2(SqlServers.h2Url().replace(";DB_CLOSE_DELAY=-1", "")), SqlDialect.H2);
    }

    @Override
    public AuditStore open() {
        return SqlAuditStore.of(pool).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public boolean isUntouched() {
        return "0"
                .equals(SqlServers.query(
                        pool,
                        "SELECT count(*) FROM information_schema.tables"
                                + " WHERE table_name LIKE 'flamingock%' AND table_schema = CURRENT_SCHEMA"));
    }

    @Override
    public void letPass(Duration time) {
        if (dialect == SqlDialect.POSTGRESQL) {
            SqlServers.execute(pool, "UPDATE moved SET by_ms = by_ms + " + time.toMillis());
            return;
        }
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Override
    public boolean looksAtExpectedHead() {
        return true;
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
                    + product.getDatabaseProductVersion().replaceFirst(" .*", "");
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
            return Long.parseLong(SqlServers.query(pool, "SELECT count(*) FROM effects WHERE effect = '" + key + "'"));
        }

        @Override
        public boolean commitBehindOurBack(Object bound) throws SQLException {
            execute(bound, dialect == SqlDialect.H2 ? "CREATE TABLE behind_our_back (id INT)" : "COMMIT");
            return true;
        }

        @Override
        public boolean undoBehindOurBack(Object bound) throws SQLException {
            execute(bound, "ROLLBACK");
            return true;
        }

        @Override
        public Throwable undoneByDatabase() {
            return new SQLTransactionRollbackException("serialization failure", "40001");
        }

        @Override
        public boolean endsBlockingSessions() {
            return dialect == SqlDialect.POSTGRESQL;
        }

        @Override
        public String session(Object bound) throws SQLException {
            String sql = dialect == SqlDialect.H2 ? "SELECT SESSION_ID()" : "SELECT pg_backend_pid()";
            try (Statement statement = ((Connection) bound).createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return "session " + rows.getString(1);
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

        private void execute(Object bound, String sql) throws SQLException {
            try (Statement statement = ((Connection) bound).createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
