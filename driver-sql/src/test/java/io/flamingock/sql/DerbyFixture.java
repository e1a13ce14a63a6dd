package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.derby.iapi.jdbc.EngineConnection;

/** Derby in memory. Its readers wait for writers, it ends no session, and waits for locks in whole seconds. */
final class DerbyFixture extends SqlFixture {

    DerbyFixture() {
        super(SqlServers.derby());
    }

    @Override
    public boolean readsBesideTransactions() {
        return false;
    }

    @Override
    String countOfTables() {
        return Engine.DERBY.tablesIn("CURRENT SCHEMA");
    }

    /** It has no such statements: only by the driver's own class can a body end its transaction. */
    @Override
    void behindOurBack(Connection bound, String sql) throws SQLException {
        EngineConnection driver = bound.unwrap(EngineConnection.class);
        if (sql.equals("COMMIT")) {
            driver.commit();
        } else {
            driver.rollback();
        }
    }

    /** A row that is locked for a reader is not committed. */
    @Override
    long count(String sql) {
        try {
            return super.count(sql);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof SQLException cause && "40XL1".equals(cause.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    @Override
    boolean endsBlockingSessions() {
        return false;
    }

    @Override
    String sessionId() {
        return "SELECT XID FROM SYSCS_DIAG.TRANSACTION_TABLE WHERE SQL_TEXT LIKE '%TRANSACTION_TABLE%'";
    }

    @Override
    String nameOfSession(String id) {
        return "transaction " + id;
    }
}
