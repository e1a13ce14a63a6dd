/** For the runner alone: what a log says about changes, and what follows from it. Pure: no I/O, no clock, no logging. */
@NullMarked
package io.flamingock.internal.plan;

import org.jspecify.annotations.NullMarked;
