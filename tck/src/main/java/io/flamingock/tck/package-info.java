/** For those who write a driver: the contract tests that it passes. */
@NullMarked
package io.flamingock.tck;

import org.jspecify.annotations.NullMarked;
