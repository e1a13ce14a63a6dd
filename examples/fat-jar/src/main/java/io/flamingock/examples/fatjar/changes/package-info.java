/** For the application: its own changes. */
@NullMarked
package io.flamingock.examples.fatjar.changes;

import org.jspecify.annotations.NullMarked;
