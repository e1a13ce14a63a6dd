/** Eight processes at once on one store, killed and paused, and a count of what they did. */
@NullMarked
package io.flamingock.safety.races;

import org.jspecify.annotations.NullMarked;
