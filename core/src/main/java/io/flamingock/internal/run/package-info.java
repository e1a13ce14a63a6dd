/** For {@code Flamingock} alone: the only place that knows the order of things. */
@NullMarked
package io.flamingock.internal.run;

import org.jspecify.annotations.NullMarked;
