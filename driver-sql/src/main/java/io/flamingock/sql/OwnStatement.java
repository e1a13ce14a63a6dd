package io.flamingock.sql;

import java.util.List;

/** A statement of ours within a change's transaction. */
record OwnStatement(String sql, List<?> values) {}
