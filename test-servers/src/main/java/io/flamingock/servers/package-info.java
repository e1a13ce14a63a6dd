/** For the tests and examples of this project: where a database to run on comes from; nothing here is published. */
@NullMarked
package io.flamingock.servers;

import org.jspecify.annotations.NullMarked;
