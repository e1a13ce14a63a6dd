/** For readers whose application needs something in many systems: one program, fifteen changes, two kinds of log. */
@NullMarked
package io.flamingock.examples.many;

import org.jspecify.annotations.NullMarked;
