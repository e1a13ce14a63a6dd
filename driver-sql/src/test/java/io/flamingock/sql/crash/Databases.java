package io.flamingock.sql.crash;

import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.Place;

/**
 * Two databases of one product: that of the audit store, and one elsewhere.
 *
 * @param address their JDBC URLs, the lock time-out in milliseconds, and how bodies commit, with spaces between
 */
record Databases(String address) implements Place {

    private static final int PATIENT_MILLIS = 3_000;

    /** How a body commits behind the library's back. */
    enum Committing {
        /** By a statement that says so. */
        BY_STATEMENT,
        /** By creating a table, where DDL commits. */
        BY_DDL
    }

    /** New, empty ones, in which the tables are created. */
    static Databases created(String store, String elsewhere) {
        Databases databases = with(store, elsewhere, PATIENT_MILLIS, Committing.BY_STATEMENT);
        try (SqlSite site = databases.open()) {
            site.create();
        }
        return databases;
    }

    private static Databases with(String store, String elsewhere, int lockMillis, Committing committing) {
        return new Databases(store + " " + elsewhere + " " + lockMillis + " " + committing);
    }

    /** The same, for tests in which whoever stands still blocks others. */
    Databases impatient() {
        String[] words = words();
        return with(words[0], words[1], Product.of(words[0]).impatientMillis(), Committing.valueOf(words[3]));
    }

    /** The same, with bodies that commit by creating a table. */
    Databases committingByDdl() {
        String[] words = words();
        return with(words[0], words[1], Integer.parseInt(words[2]), Committing.BY_DDL);
    }

    String[] words() {
        return address.split(" ", 4);
    }

    @Override
    public SqlSite open() {
        return new SqlSite(this);
    }

    /** Opens them in another process. */
    public static final class Opener implements CrashSite.Opener {
        @Override
        public CrashSite open(String address) {
            return new SqlSite(new Databases(address));
        }
    }
}
