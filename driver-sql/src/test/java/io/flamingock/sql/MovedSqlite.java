package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.Function;
import org.sqlite.SQLiteDataSource;

/** SQLite with a clock that is moved: each connection has a function of its own in the place of SQLite's. */
public final class MovedSqlite extends SQLiteDataSource {

    private final AtomicLong movedMillis;

    private MovedSqlite(AtomicLong movedMillis) {
        this.movedMillis = movedMillis;
    }

    /** What this URL leads to; its clock is ahead by so much. */
    public static MovedSqlite of(String url, AtomicLong movedMillis) {
        MovedSqlite dataSource = new MovedSqlite(movedMillis);
        dataSource.setUrl(url);
        return dataSource;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        Function.create(connection, "unixepoch", new MovedClock(movedMillis), 1, 0);
        return connection;
    }

    private static final class MovedClock extends Function {

        private final AtomicLong movedMillis;

        private MovedClock(AtomicLong movedMillis) {
            this.movedMillis = movedMillis;
        }

        @Override
        protected void xFunc() throws SQLException {
            if (!"subsec".equals(value_text(0))) {
                throw new SQLException("not the time that the dialect asks for");
            }
            result((System.currentTimeMillis() + movedMillis.get()) / 1000.0);
        }
    }
}
