/** For users of PostgreSQL: a change inside a transaction, and one that cannot be. */
@NullMarked
package io.flamingock.examples.postgres.changes;

import org.jspecify.annotations.NullMarked;
