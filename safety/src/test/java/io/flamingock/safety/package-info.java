/** What the tests of safety have in common. */
@NullMarked
package io.flamingock.safety;

import org.jspecify.annotations.NullMarked;
