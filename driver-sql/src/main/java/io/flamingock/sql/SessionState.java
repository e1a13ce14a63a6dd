package io.flamingock.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What of a session a body may change, and we give back as it was.
 *
 * @param id what the database calls the session
 * @param more further settings, in the order in which the dialect knows them
 */
record SessionState(String id, String schema, String lockTimeout, List<String> more) {

    SessionState {
        more = List.copyOf(more);
    }

    SessionState(String id, String schema, String lockTimeout) {
        this(id, schema, lockTimeout, List.of());
    }

    static SessionState read(ResultSet row) throws SQLException {
        return new SessionState(row.getString(1), row.getString(2), row.getString(3));
    }
}
