/** For tests and examples that need MongoDB: a real server where there is one, and a stand-in that says that it is one. */
@NullMarked
package io.flamingock.servers.mongo;

import org.jspecify.annotations.NullMarked;
