package io.flamingock.sql;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.servers.SqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Places to test on, on the servers of {@link SqlServer} and in the embedded databases of this JVM. */
public final class SqlServers {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SqlServers() {}

    /** A JDBC URL by which nothing is found on PostgreSQL yet. */
    public static String postgresUrl() {
        return SqlServer.POSTGRES.newUrl();
    }

    /** A new, empty schema on PostgreSQL, without a pool. */
    public static DataSource postgres() {
        return postgres(postgresUrl());
    }

    /** What this URL leads to on PostgreSQL, without a pool. */
    public static DataSource postgres(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** The same place, for a connection as somebody else. */
    public static PGSimpleDataSource copyOf(PGSimpleDataSource dataSource) {
        PGSimpleDataSource copy = new PGSimpleDataSource();
        copy.setUrl(dataSource.getUrl());
        return copy;
    }

    /** A new, empty database on MariaDB, without a pool. */
    public static DataSource mariaDb() {
        return mariaDb(SqlServer.MARIADB.newUrl());
    }

    /** What this URL leads to, by MariaDB's driver, without a pool. */
    public static DataSource mariaDb(String url) {
        try {
            return new MariaDbDataSource(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty database on MySQL, without a pool. */
    public static DataSource mySql() {
        return mySql(SqlServer.MYSQL.newUrl());
    }

    /** What this URL leads to, by MySQL's driver, without a pool. */
    public static DataSource mySql(String url) {
        MysqlDataSource dataSource = new MysqlDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** What this URL of PostgreSQL, MariaDB or MySQL leads to, by the product's own driver, without a pool. */
    public static DataSource at(String url) {
        return url.startsWith("jdbc:postgresql:")
                ? postgres(url)
                : url.startsWith("jdbc:mariadb:") ? mariaDb(url) : mySql(url);
    }

    /** The JDBC URL of a new, empty H2 database in the memory of this JVM. */
    public static String h2Url() {
        return "jdbc:h2:mem:t" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    }

    /** A new, empty H2 database in the memory of this JVM, without a pool. */
    public static DataSource h2() {
        return h2(h2Url());
    }

    /** An H2 database, in memory, in a file or on a server, without a pool. */
    public static DataSource h2(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        dataSource.setPassword("");
        return dataSource;
    }

    /** A new, empty HSQLDB database in the memory of this JVM, with transaction model MVCC, without a pool. */
    public static DataSource hsqldb() {
        return hsqldb("jdbc:hsqldb:mem:t" + DATABASES.incrementAndGet() + ";hsqldb.tx=mvcc");
    }

    /** An HSQLDB database, in memory or in a file, without a pool. */
    public static DataSource hsqldb(String url) {
        JDBCDataSource dataSource = new JDBCDataSource();
        dataSource.setURL(url);
        dataSource.setUser("SA");
        dataSource.setPassword("");
        return dataSource;
    }

    /** A new, empty SQLite database in a temporary file, without a pool. */
    public static DataSource sqlite() {
        try {
            Path file = Files.createTempFile("flamingock", ".db");
            file.toFile().deleteOnExit();
            return sqlite(file, "DELETE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An SQLite database in this file, without a pool. */
    public static DataSource sqlite(Path file, String journalMode) {
        SQLiteDataSource dataSource = sqlite("jdbc:sqlite:" + file);
        dataSource.setJournalMode(journalMode);
        return dataSource;
    }

    /** What this URL leads to on SQLite, without a pool. */
    public static SQLiteDataSource sqlite(String url) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** A new, empty schema in a Derby database in the memory of this JVM, which waits a second for a lock, without a pool. */
    public static DataSource derby() {
        return Derby.ofUser("T" + DATABASES.incrementAndGet());
    }

    /** A pool of that size; close it. */
    public static HikariDataSource pool(DataSource dataSource, int size) {
        return pool(dataSource, size, true);
    }

    /** A pool of that size whose connections come with auto-commit on or off; close it. */
    public static HikariDataSource pool(DataSource dataSource, int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    /** What the driver calls the database. */
    public static String product(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Executes statements in auto-commit. */
    public static void execute(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text; {@code null} for none. */
    public static String query(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates that Derby database, and has its sessions wait a second for a lock: the shortest time that it knows. */
    public static void waitASecondForLocks(String url) {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        EmbeddedDataSource dataSource = new EmbeddedDataSource();
        dataSource.setDatabaseName(url.substring("jdbc:derby:".length()).replaceFirst(";.*", ""));
        dataSource.setCreateDatabase("create");
        execute(
                dataSource,
                "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', '1')",
                "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.deadlockTimeout', '1')");
    }

    private static final class Derby {

        private static final String NAME = "memory:flamingock";

        static {
            waitASecondForLocks("jdbc:derby:" + NAME);
        }

        /** Each user has a schema, which is created with the first table. */
        private static DataSource ofUser(String name) {
            EmbeddedDataSource dataSource = new EmbeddedDataSource();
            dataSource.setDatabaseName(NAME);
            dataSource.setCreateDatabase("create");
            dataSource.setUser(name);
            return dataSource;
        }
    }
}
