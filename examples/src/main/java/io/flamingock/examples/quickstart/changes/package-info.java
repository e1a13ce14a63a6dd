/** For newcomers: the changes of the quickstart's shop, in the order in which they run. */
@NullMarked
package io.flamingock.examples.quickstart.changes;

import org.jspecify.annotations.NullMarked;
