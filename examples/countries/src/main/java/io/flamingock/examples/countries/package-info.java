/** For applications that need a table of countries: a library which brings the changes that make it. */
@NullMarked
package io.flamingock.examples.countries;

import org.jspecify.annotations.NullMarked;
