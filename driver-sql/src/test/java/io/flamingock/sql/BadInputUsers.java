package io.flamingock.sql;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Users who may not do everything, on the databases that have such users. */
final class BadInputUsers {

    static final List<Engine> ENGINES =
            List.of(Engine.POSTGRESQL, Engine.H2, Engine.HSQLDB, Engine.MARIADB, Engine.MYSQL);
    static final String PASSWORD = "geheim";

    private static final AtomicInteger USERS = new AtomicInteger();

    private BadInputUsers() {}

    /** The name of a new user, who may log in, and read and write what is there, but not create anything. */
    static String writer(Engine engine, DataSource owner) {
        String name = "user_" + USERS.incrementAndGet() + "_" + System.nanoTime() % 1_000_000;
        switch (engine) {
            case POSTGRESQL ->
                SqlServers.execute(
                        owner,
                        "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'",
                        "GRANT USAGE ON SCHEMA " + ((PGSimpleDataSource) owner).getCurrentSchema() + " TO " + name);
            case MARIADB, MYSQL ->
                SqlServers.execute(
                        owner,
                        "CREATE USER '" + name + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                        "GRANT SELECT, INSERT, UPDATE ON " + SqlServers.query(owner, "SELECT DATABASE()") + ".* TO '"
                                + name + "'@'%'");
            default -> SqlServers.execute(owner, "CREATE USER \"" + name + "\" PASSWORD '" + PASSWORD + "'");
        }
        return name;
    }

    /** What somebody grants who has created the tables; on MariaDB and MySQL it is granted before they are there. */
    static void grant(Engine engine, DataSource owner, String name) {
        if (engine != Engine.MARIADB && engine != Engine.MYSQL) {
            SqlServers.execute(
                    owner,
                    "GRANT SELECT, INSERT, UPDATE ON \"flamingock_audit\" TO \"" + name + "\"",
                    "GRANT SELECT, INSERT, UPDATE ON \"flamingock_lock\" TO \"" + name + "\"");
        }
    }

    /** The name of a new user who may read what is there, and no more. */
    static String reader(Engine engine, DataSource owner) {
        String name = somebody(engine, owner);
        grant(engine, owner, name, "SELECT");
        return name;
    }

    /** The name of a new user who may read the log, and no more. */
    static String readerOfLog(Engine engine, DataSource owner) {
        String name = somebody(engine, owner);
        grant(engine, owner, name, "SELECT", List.of("flamingock_audit"));
        return name;
    }

    private static String somebody(Engine engine, DataSource owner) {
        String name = "user_" + USERS.incrementAndGet() + "_" + System.nanoTime() % 1_000_000;
        switch (engine) {
            case POSTGRESQL ->
                SqlServers.execute(
                        owner,
                        "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'",
                        "GRANT USAGE ON SCHEMA " + ((PGSimpleDataSource) owner).getCurrentSchema() + " TO " + name);
            case MARIADB, MYSQL ->
                SqlServers.execute(owner, "CREATE USER '" + name + "'@'%' IDENTIFIED BY '" + PASSWORD + "'");
            default -> SqlServers.execute(owner, "CREATE USER \"" + name + "\" PASSWORD '" + PASSWORD + "'");
        }
        return name;
    }

    static void grantWriting(Engine engine, DataSource owner, String name) {
        grant(engine, owner, name, "INSERT, UPDATE");
    }

    private static void grant(Engine engine, DataSource owner, String name, String rights) {
        grant(engine, owner, name, rights, List.of("flamingock_audit", "flamingock_lock"));
    }

    private static void grant(Engine engine, DataSource owner, String name, String rights, List<String> tables) {
        String to = engine == Engine.MARIADB || engine == Engine.MYSQL ? "'" + name + "'@'%'" : "\"" + name + "\"";
        for (String table : tables) {
            SqlServers.execute(owner, "GRANT " + rights + " ON " + engine.sql("\"" + table + "\"") + " TO " + to);
        }
    }

    /** Does something while the server, or on PostgreSQL the session, takes no writes of who is no administrator. */
    static void whileReadOnly(Engine engine, DataSource owner, DataSource user, BadInput.Step step) throws Exception {
        if (user instanceof PGSimpleDataSource postgres) {
            postgres.setOptions("-c default_transaction_read_only=on");
            step.with(postgres);
            return;
        }
        SqlServers.execute(owner, "SET GLOBAL read_only = ON");
        try {
            step.with(user);
        } finally {
            SqlServers.execute(owner, "SET GLOBAL read_only = OFF");
        }
    }

    /** The same place as somebody else. */
    static DataSource as(DataSource owner, String name, String password) throws SQLException {
        if (owner instanceof PGSimpleDataSource postgres) {
            PGSimpleDataSource copy = SqlServers.copyOf(postgres);
            copy.setUser(name);
            copy.setPassword(password);
            return copy;
        }
        if (owner instanceof JdbcDataSource h2) {
            JdbcDataSource copy = new JdbcDataSource();
            copy.setURL(h2.getURL().replaceFirst(";.*", "")); // what follows is for administrators
            copy.setUser(name);
            copy.setPassword(password);
            return copy;
        }
        if (owner instanceof JDBCDataSource hsqldb) {
            JDBCDataSource copy = new JDBCDataSource();
            copy.setURL(hsqldb.getUrl());
            copy.setUser(name);
            copy.setPassword(password);
            return copy;
        }
        if (owner instanceof MariaDbDataSource mariaDb) {
            MariaDbDataSource copy = new MariaDbDataSource(mariaDb.getUrl());
            copy.setUser(name);
            copy.setPassword(password);
            return copy;
        }
        return SqlServers.at(
                url(owner).replaceFirst("user=\\w+&password=\\w+", "user=" + name + "&password=" + password));
    }

    /** The same place at another port of this host. */
    static DataSource at(DataSource owner, int port) {
        return SqlServers.at(url(owner).replaceFirst("://([^/:]+):\\d+", "://$1:" + port));
    }

    private static String url(DataSource owner) {
        return owner instanceof MariaDbDataSource mariaDb
                ? mariaDb.getUrl()
                : owner instanceof PGSimpleDataSource postgres ? postgres.getUrl() : ((MysqlDataSource) owner).getUrl();
    }
}
