package io.flamingock.sql.proof;

import io.flamingock.servers.child.Points;
import io.flamingock.servers.child.WatchedDataSource;
import io.flamingock.servers.child.WatchedDataSource.Watcher;
import io.flamingock.sql.SqlServers;
import javax.sql.DataSource;

/** The {@link Points} of the run that goes on, where bodies reach them. */
final class CurrentPoints {

    private static final String BEGINNING = "before 01";

    private static volatile Points current = none();

    private CurrentPoints() {}

    /** From now on this thread's run is watched, and dies at the point that is called like this. */
    static Points install(String deadly, Points.Way way) {
        current = new Points(BEGINNING, way, deadly);
        return current;
    }

    /** From now on this thread's run is watched, and does not die. */
    static Points none() {
        return install("", Points.Way.HALT);
    }

    static void at(String place) {
        current.at(place);
    }

    static void pass(String what) {
        current.pass(what);
    }

    /** A database on PostgreSQL, whose statements are points with this name in them. */
    static DataSource watched(String name, String url) {
        return WatchedDataSource.by(
                new Watcher() {
                    @Override
                    public void before(String sql) {
                        pass("before " + name + " " + WatchedDataSource.kind(sql));
                    }

                    @Override
                    public void after(String sql) {
                        pass("after " + name + " " + WatchedDataSource.kind(sql));
                    }
                },
                SqlServers.postgres(url));
    }
}
