/** For users of PostgreSQL: the smallest program, and what transactions do for it. */
@NullMarked
package io.flamingock.examples.postgres;

import org.jspecify.annotations.NullMarked;
