/** For the order platform: what it needs in its five systems, in the order in which it came to need it. */
@NullMarked
package io.flamingock.examples.many.changes;

import org.jspecify.annotations.NullMarked;
