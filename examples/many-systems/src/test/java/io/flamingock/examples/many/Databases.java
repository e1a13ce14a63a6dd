package io.flamingock.examples.many;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a JDBC URL leads to, without a pool. */
enum Databases {
    MARIADB("jdbc:mariadb:", "FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()") {
        @Override
        DataSource open(String url) throws SQLException {
            return new MariaDbDataSource(url);
        }
    },
    POSTGRESQL(
            "jdbc:postgresql:",
            "FROM pg_stat_activity WHERE application_name = current_setting('application_name')"
                    + " AND pid <> pg_backend_pid()") {
        @Override
        DataSource open(String url) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(url);
            return database;
        }
    };

    private final String prefix;
    private final String otherSessions;

    Databases(String prefix, String otherSessions) {
        this.prefix = prefix;
        this.otherSessions = otherSessions;
    }

    abstract DataSource open(String url) throws SQLException;

    static DataSource at(String url) {
        try {
            return of(url).open(url);
        } catch (SQLException e) {
            throw new IllegalArgumentException(url, e);
        }
    }

    /** The query for the number of other sessions that use this URL. */
    static String otherSessions(String url) {
        return "SELECT count(*) " + of(url).otherSessions;
    }

    private static Databases of(String url) {
        for (Databases product : values()) {
            if (url.startsWith(product.prefix)) {
                return product;
            }
        }
        throw new IllegalArgumentException(url);
    }
}
