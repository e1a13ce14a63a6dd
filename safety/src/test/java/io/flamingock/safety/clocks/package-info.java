/** Instances whose clocks are wrong. */
@NullMarked
package io.flamingock.safety.clocks;

import org.jspecify.annotations.NullMarked;
