/** For those who test their changes: an audit store and target systems in memory that keep every contract of a real driver. */
@NullMarked
package io.flamingock.memory;

import org.jspecify.annotations.NullMarked;
