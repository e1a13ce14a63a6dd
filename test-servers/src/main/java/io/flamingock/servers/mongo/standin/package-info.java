/** For nobody but {@link io.flamingock.servers.mongo.MongoServer}: the process that answers where no MongoDB is to be had. */
@NullMarked
package io.flamingock.servers.mongo.standin;

import org.jspecify.annotations.NullMarked;
