package io.flamingock.sql.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.AuditStore;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.sql.crash.Databases.Committing;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Two databases of one product. The oracle is a table in each, and a third for what is written outside transactions. */
final class SqlSite implements CrashSite {

    private static final Pattern REMEDY = Pattern.compile("end it with: (.+?)\\.(?: |$)");
    private static final int CONNECTIONS = 120;

    private final List<String> urls;
    private final Product product;
    private final AtomicLong movedMillis = new AtomicLong();
    private final HikariDataSource store;
    private final HikariDataSource elsewhere;
    private final Duration lockTimeout;
    private final Committing committing;
    private final Set<String> separated = ConcurrentHashMap.newKeySet();

    SqlSite(Databases databases) {
        String[] words = databases.words();
        this.urls = List.of(words[0], words[1]);
        this.product = Product.of(words[0]);
        this.store = pool(words[0]);
        this.elsewhere = pool(words[1]);
        this.lockTimeout = Duration.ofMillis(Long.parseLong(words[2]));
        this.committing = Committing.valueOf(words[3]);
    }

    private HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        product.configure(config, url, movedMillis);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    /** Creates the tables, the library's too: their creation would hold up who writes beside it. */
    void create() {
        store().log("nobody").create();
        shared("shared").prepareMarkers().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        marked("marked").prepareMarkers().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        create(store, "effects");
        create(elsewhere, "effects");
        create(elsewhere, "outside");
    }

    private static void create(DataSource database, String table) {
        SqlServers.execute(
                database,
                "CREATE TABLE " + table + " (service VARCHAR(60) NOT NULL, effect VARCHAR(160) NOT NULL,"
                        + " PRIMARY KEY (service, effect))");
    }

    /**
     * When InnoDB splits a page, locks on a row become locks on the gap before it, and then an open transaction of one
     * service keeps the one whose rows come before from inserting. So behind the rows of each there is one of nobody.
     */
    @Override
    public CrashSite of(String service) {
        if (product.isInnoDb() && separated.add(service)) {
            SqlServers.execute(
                    store,
                    "INSERT IGNORE INTO flamingock_audit (service, seq, format, kind, state, prev_hash, hash) VALUES ('"
                            + service + "!', 1, 1, 'LOCK', '-', '-', '-')");
            SqlServers.execute(
                    elsewhere,
                    "INSERT IGNORE INTO flamingock_marker VALUES ('" + service + "!', '-', 1, 'BEGIN', 'BEGIN', '-')");
        }
        return this;
    }

    @Override
    public AuditStore store() {
        return SqlAuditStore.of(store).lockTimeout(lockTimeout);
    }

    @Override
    public TransactionalTargetSystem shared(String name) {
        return SqlTargetSystem.of(name, store).lockTimeout(lockTimeout);
    }

    @Override
    public TransactionalTargetSystem marked(String name) {
        return SqlTargetSystem.of(name, elsewhere).lockTimeout(lockTimeout);
    }

    @Override
    public Class<?> boundType() {
        return Connection.class;
    }

    @Override
    public void write(Object bound, String effect) throws SQLException {
        insert((Connection) bound, "effects", effect);
    }

    @Override
    public void commitInside(Object bound) throws SQLException {
        if (committing == Committing.BY_STATEMENT) {
            product.commit((Connection) bound);
            return;
        }
        String table = "made_" + UUID.randomUUID().toString().replace('-', '_');
        try (Statement statement = ((Connection) bound).createStatement()) {
            boolean unused = statement.execute("CREATE TABLE " + table + " (id INT)");
        }
    }

    @Override
    public void writeAtOnce(String effect) throws SQLException {
        try (Connection connection = elsewhere.getConnection()) {
            insert(connection, "outside", effect);
        }
    }

    private static void insert(Connection connection, String table, String effect) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            statement.setString(1, service(effect));
            statement.setString(2, effect);
            int unused = statement.executeUpdate();
        }
    }

    /** By an index: the tables grow with each trial. */
    private static String service(String effect) {
        return effect.substring(0, effect.indexOf('/'));
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
                        connection.prepareStatement("SELECT effect FROM " + table + " WHERE service = ?")) {
            statement.setString(1, service(prefix));
            List<String> effects = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1).startsWith(prefix)) {
                        effects.add(rows.getString(1));
                    }
                }
            }
            return effects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves what is in the row back, if not the clock: its times are milliseconds. */
    @Override
    public void letPass(String service, Duration time) {
        if (product.hasMovedClock()) {
            movedMillis.addAndGet(time.toMillis());
            return;
        }
        String sql = "UPDATE %1$sflamingock_lock%1$s SET %1$sexpires_at%1$s = %1$sexpires_at%1$s - ?"
                + " WHERE %1$sservice%1$s = ?";
        try (Connection connection = store.getConnection()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            try (PreparedStatement statement = connection.prepareStatement(sql.formatted(quote))) {
                statement.setLong(1, time.toMillis());
                statement.setString(2, service);
                int unused = statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On PostgreSQL the library ends who blocks by itself. */
    @Override
    public boolean unblock(String message) {
        if (!product.endsTransactionsOfOthers()) {
            return false;
        }
        DataSource blocked = message.contains("settling attempt") ? elsewhere : store;
        List<String> remedies =
                REMEDY.matcher(message).results().map(result -> result.group(1)).toList();
        remedies.forEach(remedy -> execute(blocked, remedy));
        return !remedies.isEmpty();
    }

    /** As a human would: one that has ended meanwhile need not be ended. */
    private static void execute(DataSource database, String remedy) {
        try {
            SqlServers.execute(database, remedy);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof SQLException gone) || gone.getErrorCode() != 1094) {
                throw e;
            }
        }
    }

    @Override
    public boolean isHeldUp(Throwable thrown) {
        return product.isHeldUp(thrown);
    }

    @Override
    public void close() {
        store.close();
        elsewhere.close();
        try {
            for (String url : urls) {
                product.letGo(url);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
