/** For those whose audit log, or whose changes, live in an SQL database: both come with a {@code DataSource} alone. */
@NullMarked
package io.flamingock.sql;

import org.jspecify.annotations.NullMarked;
