package io.flamingock.sql.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.AuditStore;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.crash.CrashSite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Two databases of one product. The oracle is a table in each, and a third for what is written outside transactions. */
final class SqlSite implements CrashSite {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(150);
    private static final Pattern REMEDY = Pattern.compile("end it with: (CALL ABORT_SESSION\\(\\d+\\))");
    private static final int CONNECTIONS = 120;
    private static final int DATABASE_IS_CLOSED = 90121;

    private final HikariDataSource store;
    private final HikariDataSource elsewhere;
    private final String address;

    /** {@code address} is two JDBC URLs, with a space between. */
    SqlSite(String address) {
        String[] urls = address.split(" ", 2);
        this.store = pool(urls[0]);
        this.elsewhere = pool(urls[1]);
        this.address = address;
    }

    /** Opens it in another process. */
    public static final class Opener implements CrashSite.Opener {
        @Override
        public CrashSite open(String address) {
            return new SqlSite(address);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = SqlServers.pool(
                url.startsWith("jdbc:h2:") ? SqlServers.h2(url) : SqlServers.postgres(url), CONNECTIONS);
        pool.setMinimumIdle(2);
        return pool;
    }

    /** Creates the oracle's tables; once. */
    SqlSite create() {
        SqlServers.execute(store, "CREATE TABLE effects (effect VARCHAR(255))");
        SqlServers.execute(elsewhere, "CREATE TABLE effects (effect VARCHAR(255))");
        SqlServers.execute(elsewhere, "CREATE TABLE outside (effect VARCHAR(255))");
        return this;
    }

    @Override
    public AuditStore store() {
        return SqlAuditStore.of(store).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem shared(String name) {
        return SqlTargetSystem.of(name, store).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem marked(String name) {
        return SqlTargetSystem.of(name, elsewhere).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public Class<?> boundType() {
        return Connection.class;
    }

    @Override
    public void write(Object bound, String effect) throws SQLException {
        insert((Connection) bound, "effects", effect);
    }

    /** What {@code CREATE TABLE} does on H2 is a {@code COMMIT} in a script on PostgreSQL. */
    @Override
    public void commitInside(Object bound) throws SQLException {
        try (Statement statement = ((Connection) bound).createStatement()) {
            boolean unused = statement.execute("COMMIT");
        }
    }

    @Override
    public void writeAtOnce(String effect) throws SQLException {
        try (Connection connection = elsewhere.getConnection()) {
            insert(connection, "outside", effect);
        }
    }

    private static void insert(Connection connection, String table, String effect) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (?)")) {
            statement.setString(1, effect);
            int unused = statement.executeUpdate();
        }
    }

    @Override
    public List<String> effects(String prefix) {
        List<String> effects = new ArrayList<>();
        effects.addAll(effects(store, "effects", prefix));
        effects.addAll(effects(elsewhere, "effects", prefix));
        effects.addAll(effects(elsewhere, "outside", prefix));
        return effects;
    }

    private static List<String> effects(DataSource dataSource, String table, String prefix) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT effect FROM " + table + " WHERE effect LIKE ?")) {
            statement.setString(1, prefix + "%");
            List<String> effects = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    effects.add(rows.getString(1));
                }
            }
            return effects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void letPass(Duration time) {
        try {
            Thread.sleep(Math.min(400, Math.max(1, time.toMillis())));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On PostgreSQL the library ends who blocks by itself. */
    @Override
    public boolean unblock(String message) {
        boolean isOfMarker = message.contains("settling attempt");
        List<String> remedies =
                REMEDY.matcher(message).results().map(result -> result.group(1)).toList();
        remedies.forEach(remedy -> SqlServers.execute(isOfMarker ? elsewhere : store, remedy));
        return !remedies.isEmpty();
    }

    @Override
    public void close() {
        store.close();
        elsewhere.close();
        if (address.startsWith("jdbc:h2:file:")) {
            for (String url : address.split(" ", 2)) {
                shutDown(url); // so that another process can open the file
            }
        }
    }

    private static void shutDown(String url) {
        try (Connection connection = SqlServers.h2(url).getConnection();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            if (e.getErrorCode() != DATABASE_IS_CLOSED) {
                throw new IllegalStateException(e);
            }
        }
    }
}
