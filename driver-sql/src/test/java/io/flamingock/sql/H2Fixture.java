package io.flamingock.sql;

/** H2 in memory. Its DDL commits, and it ends no session. */
final class H2Fixture extends SqlFixture {

    H2Fixture() {
        super(SqlServers.h2(SqlServers.h2Url().replace(";DB_CLOSE_DELAY=-1", "")));
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
        return "SELECT SESSION_ID()";
    }
}
