/** Races in the build. */
@NullMarked
package io.flamingock.safety.races;

import org.jspecify.annotations.NullMarked;
