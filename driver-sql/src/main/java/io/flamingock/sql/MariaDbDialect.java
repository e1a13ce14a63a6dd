package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** MariaDB: a statement brings its settings along, how long it waits for a lock among them. */
final class MariaDbDialect extends MySqlFamily {

    private static final int SNAPSHOT_TOO_OLD = 1020; // with innodb_snapshot_isolation

    MariaDbDialect() {
        super("MariaDB");
    }

    /** Strict in addition: the answer tells the driver whether backslashes escape, and that must stay as it is. */
    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        long seconds = seconds(lockMillis);
        return Statements.update(
                connection,
                "SET STATEMENT sql_mode=CONCAT(@@sql_mode, '," + STRICT + "'), innodb_lock_wait_timeout=" + seconds
                        + ", lock_wait_timeout=" + seconds + " FOR " + sql,
                values);
    }

    @Override
    String lockWaits() {
        return "information_schema.innodb_lock_waits w"
                + " JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id"
                + " JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id";
    }

    /** Byte for byte, and no padding. */
    @Override
    String collation() {
        return "utf8mb4_nopad_bin";
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    @Override
    boolean isUndone(SQLException e) {
        return super.isUndone(e) || e.getErrorCode() == SNAPSHOT_TOO_OLD;
    }
}
