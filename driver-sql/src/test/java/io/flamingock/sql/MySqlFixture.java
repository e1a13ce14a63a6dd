package io.flamingock.sql;

import java.sql.SQLTransactionRollbackException;
import javax.sql.DataSource;

/** MariaDB or MySQL. Their DDL commits, and they end whoever blocks. */
final class MySqlFixture extends SqlFixture {

    private MySqlFixture(DataSource dataSource) {
        super(dataSource);
    }

    static MySqlFixture onMariaDb() {
        return new MySqlFixture(SqlServers.mariaDb());
    }

    static MySqlFixture onMySql() {
        return new MySqlFixture(SqlServers.mySql());
    }

    @Override
    String countOfTables() {
        return "SELECT count(*) FROM information_schema.tables"
                + " WHERE table_name LIKE 'flamingock%' AND table_schema = DATABASE()";
    }

    @Override
    String commitBehindOurBack() {
        return "CREATE TABLE behind_our_back (id INT)";
    }

    @Override
    Throwable undoneByDatabase() {
        return new SQLTransactionRollbackException("Deadlock found when trying to get lock", "40001", 1213);
    }

    @Override
    boolean endsBlockingSessions() {
        return true;
    }

    @Override
    String sessionId() {
        return "SELECT CONNECTION_ID()";
    }
}
