/** Stores and target systems that hand everything to others; a test puts something in between. */
@NullMarked
package io.flamingock.tck.forwarding;

import org.jspecify.annotations.NullMarked;
