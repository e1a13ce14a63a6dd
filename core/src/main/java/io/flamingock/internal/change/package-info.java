/** For the runner alone: finds the changes of an application, checks them, and wires them to what they ask for. */
@NullMarked
package io.flamingock.internal.change;

import org.jspecify.annotations.NullMarked;
