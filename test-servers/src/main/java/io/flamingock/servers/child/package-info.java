/** For tests that kill their program: a process of its own, and the points at which it can be made to die. */
@NullMarked
package io.flamingock.servers.child;

import org.jspecify.annotations.NullMarked;
