/** For those who write a driver: what a target system must be able to do. */
@NullMarked
package io.flamingock.targets;

import org.jspecify.annotations.NullMarked;
