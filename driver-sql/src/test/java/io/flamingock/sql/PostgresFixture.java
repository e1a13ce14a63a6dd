package io.flamingock.sql;

import java.time.Duration;

/**
 * PostgreSQL with a clock that can be moved: a function of that name, found before the server's own, adds what a table
 * says. So a driver that decides by another clock than the store's is found out.
 */
final class PostgresFixture extends SqlFixture {

    PostgresFixture() {
        super(SqlServers.postgres(SqlServers.postgresUrl() + ",pg_catalog"));
        SqlServers.execute(
                pool(),
                "CREATE TABLE moved (by_ms BIGINT)",
                "INSERT INTO moved VALUES (0)",
                "CREATE FUNCTION clock_timestamp() RETURNS TIMESTAMPTZ VOLATILE LANGUAGE SQL AS"
                        + " 'SELECT pg_catalog.clock_timestamp() + by_ms * INTERVAL ''1 ms'' FROM moved'");
    }

    @Override
    public void letPass(Duration time) {
        SqlServers.execute(pool(), "UPDATE moved SET by_ms = by_ms + " + time.toMillis());
    }

    @Override
    boolean endsBlockingSessions() {
        return true;
    }

    @Override
    String sessionId() {
        return "SELECT pg_backend_pid()";
    }
}
