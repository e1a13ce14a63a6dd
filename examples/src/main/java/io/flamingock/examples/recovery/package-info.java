/** For the night something is wrong: what the next start does about a change that was cut off, and what a human does. */
@NullMarked
package io.flamingock.examples.recovery;

import org.jspecify.annotations.NullMarked;
