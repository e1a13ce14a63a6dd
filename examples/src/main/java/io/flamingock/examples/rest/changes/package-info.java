/** For the gateway: the routes that this version of the application needs. */
@NullMarked
package io.flamingock.examples.rest.changes;

import org.jspecify.annotations.NullMarked;
