/** For applications that are delivered as one jar with everything inside. */
@NullMarked
package io.flamingock.examples.fatjar;

import org.jspecify.annotations.NullMarked;
