/** For the library: its own changes. */
@NullMarked
package io.flamingock.examples.countries.changes;

import org.jspecify.annotations.NullMarked;
