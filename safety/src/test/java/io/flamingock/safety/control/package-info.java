/** The same races against a runner from which one thing is taken away: what cannot fail proves nothing. */
@NullMarked
package io.flamingock.safety.control;

import org.jspecify.annotations.NullMarked;
