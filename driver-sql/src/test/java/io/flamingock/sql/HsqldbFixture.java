package io.flamingock.sql;

/** HSQLDB in memory. Its DDL commits, and it ends no session. */
final class HsqldbFixture extends SqlFixture {

    HsqldbFixture() {
        super(SqlServers.hsqldb());
    }

    @Override
    String commitBehindOurBack() {
        return "CREATE TABLE behind_our_back (id INT)";
    }

    @Override
    boolean endsBlockingSessions() {
        return false;
    }

    @Override
    String sessionId() {
        return "VALUES(SESSION_ID())";
    }
}
