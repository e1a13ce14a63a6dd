package io.flamingock.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What of a session a body may change, and we give back as it was; {@code id} is what the database calls it. */
record SessionState(String id, String schema, String lockTimeout) {

    static SessionState read(ResultSet row) throws SQLException {
        return new SessionState(row.getString(1), row.getString(2), row.getString(3));
    }
}
