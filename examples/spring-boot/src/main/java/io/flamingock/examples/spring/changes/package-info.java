/** For the application: the tables of its entities. */
@NullMarked
package io.flamingock.examples.spring.changes;

import org.jspecify.annotations.NullMarked;
