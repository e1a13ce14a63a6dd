/** For newcomers: the first program that uses Flamingock. */
@NullMarked
package io.flamingock.examples.quickstart;

import org.jspecify.annotations.NullMarked;
