package io.flamingock.safety.races;

import io.flamingock.servers.SqlServer;
import io.flamingock.servers.mongo.MongoServer;

/** Servers of ours on which there can be races; each ends with this JVM. */
public enum Store {
    POSTGRES {
        @Override
        public Track track(Class<?> racer) {
            return new Track(SqlServer.POSTGRES.newUrl(), SqlServer.POSTGRES.newUrl(), racer);
        }
    },
    MARIADB {
        @Override
        public Track track(Class<?> racer) {
            return new Track(SqlServer.MARIADB.newUrl(), SqlServer.MARIADB.newUrl(), racer);
        }
    },
    /** MongoDB, or the stand-in where there is none: see {@link MongoServer#start}. */
    MONGODB {
        @Override
        public Track track(Class<?> racer) {
            String url = MongoServer.shared().connectionString();
            return new Track(url, url, racer);
        }
    };

    /**
     * Starts the server and the processes, whose program is given.
     *
     * @throws org.opentest4j.TestAbortedException the server is not to be had
     */
    public abstract Track track(Class<?> racer);
}
