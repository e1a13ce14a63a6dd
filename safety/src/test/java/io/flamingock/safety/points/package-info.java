/** The crash points of all databases, in one table. */
@NullMarked
package io.flamingock.safety.points;

import org.jspecify.annotations.NullMarked;
