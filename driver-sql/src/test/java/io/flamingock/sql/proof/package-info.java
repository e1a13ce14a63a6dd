/** Proofs of what the library promises as a whole, each counted by something outside of it. */
@NullMarked
package io.flamingock.sql.proof;

import org.jspecify.annotations.NullMarked;
