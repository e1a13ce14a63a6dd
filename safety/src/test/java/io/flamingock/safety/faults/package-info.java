/** Accidents of networks, servers, stores and processes on the way of one run. */
@NullMarked
package io.flamingock.safety.faults;

import org.jspecify.annotations.NullMarked;
