/** For applications: the entry point of the library and its builder. */
@NullMarked
package io.flamingock;

import org.jspecify.annotations.NullMarked;
