/** For operators: changes are taken back by their own rollbacks, and come again. */
@NullMarked
package io.flamingock.examples.undo;

import org.jspecify.annotations.NullMarked;
