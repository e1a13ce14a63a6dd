/** Every wrong input of the table, with what is said about it: for whoever changes a message. */
@NullMarked
package io.flamingock.inputs;

import org.jspecify.annotations.NullMarked;
