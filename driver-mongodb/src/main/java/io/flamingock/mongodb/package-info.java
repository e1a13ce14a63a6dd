/** For those whose audit log, or whose changes, live in MongoDB: both come with a {@code MongoClient} alone. */
@NullMarked
package io.flamingock.mongodb;

import org.jspecify.annotations.NullMarked;
