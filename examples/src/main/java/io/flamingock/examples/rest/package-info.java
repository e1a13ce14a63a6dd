/** For changes of a service that is reached by HTTP: no transaction, so a rollback, and a key for each attempt. */
@NullMarked
package io.flamingock.examples.rest;

import org.jspecify.annotations.NullMarked;
