package io.flamingock.sql;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The databases about each of which the tests of this package make the same statements, and what differs in asking. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that nothing here keeps anything
enum Engine {
    H2(SqlServers::h2) {
        @Override
        String forever() {
            return "SELECT count(*) FROM system_range(1, 1000000) a, system_range(1, 1000000) b WHERE a.x + b.x < 0";
        }

        @Override
        String settings() {
            return "SELECT LOCK_TIMEOUT() || SCHEMA()";
        }

        @Override
        String procedure() {
            return "SELECT 1";
        }

        @Override
        List<String> otherSettings() {
            return List.of("SET LOCK_TIMEOUT 77", "SET SCHEMA INFORMATION_SCHEMA");
        }
    },

    POSTGRESQL(SqlServers::postgres) {
        @Override
        String forever() {
            return "SELECT pg_sleep(100)";
        }

        @Override
        String settings() {
            return "SELECT current_setting('lock_timeout') || current_setting('search_path')";
        }

        @Override
        String procedure() {
            return "SELECT 1";
        }

        @Override
        List<String> otherSettings() {
            return List.of("SET lock_timeout = 77", "SET search_path = pg_catalog");
        }
    },

    MARIADB(SqlServers::mariaDb) {
        @Override
        String forever() {
            return "SELECT SLEEP(100)";
        }

        @Override
        String settings() {
            return "SELECT CONCAT(@@innodb_lock_wait_timeout, DATABASE())";
        }

        @Override
        List<String> otherSettings() {
            return List.of("SET innodb_lock_wait_timeout = 77", "USE information_schema");
        }

        @Override
        String sql(String standard) {
            return standard.replace('"', '`').replace("CURRENT_SCHEMA", "DATABASE()");
        }
    },

    MYSQL(SqlServers::mySql) {
        @Override
        String forever() {
            return "SELECT SLEEP(100) FROM (SELECT 1 UNION ALL SELECT 2) twice"; // of one row it would answer 1
        }

        @Override
        String settings() {
            return MARIADB.settings();
        }

        @Override
        List<String> otherSettings() {
            return MARIADB.otherSettings();
        }

        @Override
        String sql(String standard) {
            return MARIADB.sql(standard);
        }
    },

    HSQLDB(SqlServers::hsqldb) {
        @Override
        String forever() {
            return "SELECT count(*) FROM UNNEST(SEQUENCE_ARRAY(1, 20000, 1)) a(x),"
                    + " UNNEST(SEQUENCE_ARRAY(1, 20000, 1)) b(y) WHERE x + y < 0";
        }

        @Override
        String settings() {
            return "VALUES(CURRENT_SCHEMA)";
        }

        @Override
        List<String> otherSettings() {
            return List.of("SET SCHEMA INFORMATION_SCHEMA");
        }

        @Override
        String procedure() {
            return "VALUES(1)";
        }
    },

    /** Readers wait for writers, and schemas are not dropped with what is in them. */
    DERBY(SqlServers::derby) {
        @Override
        String tablesIn(String schema) {
            return "SELECT count(*) FROM SYS.SYSTABLES t JOIN SYS.SYSSCHEMAS s ON s.SCHEMAID = t.SCHEMAID"
                    + " WHERE TABLENAME LIKE 'flamingock%' AND SCHEMANAME = "
                    + schema.replace("CURRENT_SCHEMA", "CURRENT SCHEMA");
        }

        @Override
        String forever() {
            return "INSERT INTO things SELECT a.COLUMNNUMBER FROM SYS.SYSCOLUMNS a, SYS.SYSCOLUMNS b, SYS.SYSCOLUMNS c, SYS.SYSCOLUMNS d"
                    + " WHERE a.COLUMNNUMBER + b.COLUMNNUMBER + c.COLUMNNUMBER + d.COLUMNNUMBER < 0";
        }

        @Override
        String settings() {
            return "VALUES CURRENT SCHEMA";
        }

        @Override
        List<String> otherSettings() {
            return List.of("SET SCHEMA SYS");
        }

        @Override
        String procedure() {
            return "VALUES 1";
        }

        @Override
        boolean readsBesideTransactions() {
            return false;
        }
    },

    /** No schemas. */
    SQLITE(SqlServers::sqlite) {
        @Override
        String tablesIn(String schema) {
            return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'flamingock%'";
        }

        @Override
        String quoted(String identifier) {
            return '`' + identifier + '`';
        }

        @Override
        String forever() {
            return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        }

        @Override
        String settings() {
            return "SELECT (SELECT * FROM pragma_busy_timeout) || (SELECT * FROM pragma_query_only)";
        }

        @Override
        List<String> otherSettings() {
            return List.of("PRAGMA busy_timeout = 77", "PRAGMA query_only = 1");
        }

        @Override
        boolean hasSchemas() {
            return false;
        }
    };

    private final Supplier<DataSource> empty;

    Engine(Supplier<DataSource> empty) {
        this.empty = empty;
    }

    static List<Engine> withSchemas() {
        return Stream.of(values()).filter(Engine::hasSchemas).toList();
    }

    /** A new, empty place, without a pool. */
    DataSource empty() {
        return empty.get();
    }

    /** A statement that does not end within any test; there is a table things with a number. */
    abstract String forever();

    /** Asks for what a body can change in a session. */
    abstract String settings();

    /** Changes that. */
    abstract List<String> otherSettings();

    /** What can be prepared as a call; empty: nothing. */
    String procedure() {
        return "";
    }

    /** What this is here that stands with double quotes and {@code CURRENT_SCHEMA} in the standard. */
    String sql(String standard) {
        return standard;
    }

    String quoted(String identifier) {
        return sql('"' + identifier + '"');
    }

    /** Counts our tables in a schema; {@code schema} is an expression. */
    String tablesIn(String schema) {
        return "SELECT count(*) FROM information_schema.tables"
                + " WHERE table_name LIKE 'flamingock%' AND table_schema = " + sql(schema);
    }

    boolean hasSchemas() {
        return true;
    }

    /** Drops it where it would stay on a server; elsewhere it is gone with its database. */
    void dropSchema(DataSource database, String schema) {
        if (List.of(POSTGRESQL, MARIADB, MYSQL).contains(this)) {
            SqlServers.execute(database, "DROP SCHEMA " + quoted(schema) + (this == POSTGRESQL ? " CASCADE" : ""));
        }
    }

    /** Whether a table is read in which another session has written something that it has not committed. */
    boolean readsBesideTransactions() {
        return true;
    }
}
