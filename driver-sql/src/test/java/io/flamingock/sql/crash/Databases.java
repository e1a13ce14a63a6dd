package io.flamingock.sql.crash;

import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.Place;

/**
 * Two databases of one product: that of the audit store, and one elsewhere.
 *
 * @param address their JDBC URLs, and the lock time-out in milliseconds, with spaces between
 */
record Databases(String address) implements Place {

    private static final int PATIENT_MILLIS = 3_000;
    private static final int IMPATIENT_MILLIS = 150;

    /** New, empty ones, in which the tables are created. */
    static Databases created(String store, String elsewhere) {
        Databases databases = new Databases(store + " " + elsewhere + " " + PATIENT_MILLIS);
        try (SqlSite site = databases.open()) {
            site.create();
        }
        return databases;
    }

    /** The same, for tests in which whoever stands still blocks others. */
    Databases impatient() {
        return new Databases(address.substring(0, address.lastIndexOf(' ') + 1) + IMPATIENT_MILLIS);
    }

    @Override
    public SqlSite open() {
        return new SqlSite(address);
    }

    /** Opens them in another process. */
    public static final class Opener implements CrashSite.Opener {
        @Override
        public CrashSite open(String address) {
            return new SqlSite(address);
        }
    }
}
