/** The command line: what an operator does about a log. Calls {@code io.flamingock.Flamingock}, and decides nothing itself. */
@NullMarked
package io.flamingock.cli;

import org.jspecify.annotations.NullMarked;
