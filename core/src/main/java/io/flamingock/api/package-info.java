/** For everybody: the annotations, the values and the exceptions that users of Flamingock see. */
@NullMarked
package io.flamingock.api;

import org.jspecify.annotations.NullMarked;
