package io.flamingock.sql;

import java.util.List;

/** A statement of ours within a change's transaction. */
record OwnStatement(String sql, List<?> values) {

    /** What the session was like before the first of them, and the rows that it wrote. */
    record First(SessionState before, int rows) {}
}
