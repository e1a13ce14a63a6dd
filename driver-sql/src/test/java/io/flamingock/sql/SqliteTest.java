package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition.Body;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.Mode;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.TargetTransaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about SQLite: one transaction writes at a time, our own renewals included. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class SqliteTest {

    private static final Duration LEASE = Duration.ofMillis(300);
    private static final Duration RENEWAL = Duration.ofMillis(100);

    /** Not lost on a slow machine, and renewed often enough for the two to meet. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"DELETE, 1", "DELETE, 2", "WAL, 1", "WAL, 2"})
    void a_SHARED_body_that_outlasts_its_lease_commits_and_the_run_goes_on(String journalMode, int connections) {
        try (HikariDataSource pool = SqlServers.pool(file("shop", journalMode), connections)) {
            SqlServers.execute(pool, "CREATE TABLE things (id INTEGER)");

            RunReport report = twoChanges(pool, pool, SqliteTest::outlastLease).run();

            assertThat(report.counts().executed()).isEqualTo(2);
            assertThat(count(pool, "things")).isEqualTo("2");
            assertThat(modes(pool)).containsOnly(Mode.SHARED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void an_instance_beside_it_that_wants_to_take_over_does_no_harm(String journalMode) throws Exception {
        DataSource database = file("shop", journalMode);
        SqlServers.execute(database, "CREATE TABLE things (id INTEGER)");
        CountDownLatch inBody = new CountDownLatch(1);
        Flamingock first = twoChanges(database, database, () -> {
            inBody.countDown();
            outlastLease();
        });
        Flamingock second = twoChanges(database, database, () -> {});

        CompletableFuture<RunReport> running = start(first);
        assertThat(inBody.await(10, TimeUnit.SECONDS)).isTrue();
        second.run();

        // between its commit and its next renewal it may be overtaken: then it has stopped, and the other goes on
        @Nullable
        Throwable thrown = running.handle((report, failure) -> failure).get(30, TimeUnit.SECONDS);
        if (thrown != null) {
            assertThat(thrown).hasCauseInstanceOf(LeaseLostException.class);
        }
        assertThat(count(database, "things")).isEqualTo("2");
        assertThat(second.run().isNothingToDo()).isTrue();
        assertThat(second.verify().isValid()).isTrue();
    }

    @Test
    void one_connection_each_is_enough_where_store_and_target_are_two_files() {
        try (HikariDataSource store = SqlServers.pool(file("log", "WAL"), 1);
                HikariDataSource target = SqlServers.pool(file("shop", "WAL"), 1)) {
            SqlServers.execute(target, "CREATE TABLE things (id INTEGER)");

            RunReport report = twoChanges(store, target, LONG_LEASE, SqliteTest::outlastLease)
                    .run();

            assertThat(report.counts().executed()).isEqualTo(2);
            assertThat(count(target, "things")).isEqualTo("2");
            assertThat(modes(store)).containsOnly(Mode.MARKED);
            assertThat(SqlServers.query(store, "SELECT token FROM flamingock_lock"))
                    .isEqualTo("1");
        }
    }

    /** To the database they are two strangers: what one writes keeps the other from renewing. */
    @Test
    void with_two_DataSources_on_one_file_changes_are_MARKED_and_one_that_outlasts_the_lease_is_cut_off() {
        try (HikariDataSource store = SqlServers.pool(file("shop", "WAL"), 2);
                HikariDataSource target = SqlServers.pool(file("shop", "WAL"), 2)) {
            SqlServers.execute(target, "CREATE TABLE things (id INTEGER)");

            assertThatThrownBy(twoChanges(store, target, SqliteTest::untilInterrupted)::run)
                    .isInstanceOf(RunFailedException.class);
            assertThat(count(target, "things")).isEqualTo("0");

            assertThat(twoChanges(store, target, LONG_LEASE, () -> {})
                            .run()
                            .counts()
                            .executed())
                    .isEqualTo(2);
            assertThat(count(target, "things")).isEqualTo("2");
            assertThat(modes(store)).containsOnly(Mode.MARKED);
        }
    }

    /** The pool would lend out a transaction that nobody ends, and all who write would wait for it. */
    @Test
    void what_aborts_a_transaction_leaves_its_connection_alone_once_it_was_given_back() throws Exception {
        CountDownLatch aborting = new CountDownLatch(1);
        CountDownLatch givenBack = new CountDownLatch(1);
        AtomicBoolean touched = new AtomicBoolean();
        try (Connection only = file("shop", "WAL").getConnection()) {
            DataSource pool = poolOf(only, givenBack, () -> {
                aborting.countDown();
                touched.set(givenBack.await(300, TimeUnit.MILLISECONDS));
            });
            TargetTransaction transaction = SqlTargetSystem.of("data", pool).begin();
            transaction.abort();
            assertThat(aborting.await(10, TimeUnit.SECONDS)).isTrue();

            transaction.close();

            assertThat(touched).isFalse();
            SqlServers.execute(pool, "CREATE TABLE things (id INTEGER)");
            assertThat(count(file("shop", "WAL"), "things")).isEqualTo("0");
        }
    }

    /** The driver itself would go on statement by statement. */
    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK"})
    void after_its_own_end_a_body_is_in_a_transaction_again(String end) throws SQLException {
        DataSource database = file("shop", "DELETE");
        SqlServers.execute(database, "CREATE TABLE things (id INTEGER)");
        try (TargetTransaction transaction =
                        SqlTargetSystem.of("data", database).begin();
                Statement statement = transaction.bound(Connection.class).createStatement()) {
            statement.execute("INSERT INTO things VALUES (1)");
            statement.execute(end);
            statement.execute("INSERT INTO things VALUES (2)");
            transaction.rollback();
        }
        assertThat(count(database, "things")).isEqualTo(end.equals("COMMIT") ? "1" : "0");
    }

    @Test
    void what_a_body_outside_of_a_transaction_begins_and_leaves_open_is_rolled_back_and_said() throws SQLException {
        try (HikariDataSource pool = SqlServers.pool(file("shop", "DELETE"), 1)) {
            SqlServers.execute(pool, "CREATE TABLE things (id INTEGER)");
            Connection free = SqlTargetSystem.of("data", pool).autoCommitting(Connection.class);
            Statements.execute(free, "BEGIN");
            Statements.execute(free, "INSERT INTO things VALUES (1)");

            assertThatThrownBy(free::close)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("left work uncommitted");

            assertThat(count(pool, "things")).isEqualTo("0");
            SqlAuditStore.of(pool).log("users").create();
            assertThat(SqlAuditStore.of(pool).log("users").newest()).isEmpty();
        }
    }

    @Test
    void a_file_that_may_only_be_read_is_planned_on_and_says_so_when_it_must_be_written() {
        DataSource database = file("shop", "DELETE");
        AuditLog log = SqlAuditStore.of(database).log(Entries.SERVICE);
        log.create();
        AuditEntry entry = Entries.change(Head.EMPTY, State.STARTED, "a");
        log.append(Head.EMPTY, List.of(entry));
        AuditLog readOnly = SqlAuditStore.of(sqlite("jdbc:sqlite:file:" + folder.resolve("shop.db") + "?mode=ro"))
                .log(Entries.SERVICE);

        assertThat(readOnly.newest()).contains(entry);
        assertThatThrownBy(
                        () -> readOnly.append(entry.head(), List.of(Entries.change(entry.head(), State.EXECUTED, "a"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
    }

    private static void outlastLease() throws InterruptedException {
        Thread.sleep(LEASE.plus(RENEWAL).toMillis());
    }

    private static void untilInterrupted() throws InterruptedException {
        Thread.sleep(30_000);
    }

    private static Flamingock twoChanges(DataSource store, DataSource target, Body first) {
        return twoChanges(store, target, LEASE, first);
    }

    private static Flamingock twoChanges(DataSource store, DataSource target, Duration lease, Body first) {
        FlamingockBuilder builder = Flamingock.builder()
                .service(Entries.SERVICE)
                .auditStore(SqlAuditStore.of(store).lockTimeout(RENEWAL))
                .targetSystems(SqlTargetSystem.of("data", target))
                .lease(lease, RENEWAL);
        return builder.change(
                        "a",
                        change -> change.order("1").execute(Connection.class, connection -> {
                            insert(connection, 1);
                            first.run();
                        }))
                .change("b", change -> change.order("2").execute(Connection.class, connection -> insert(connection, 2)))
                .build();
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO things VALUES (" + id + ")");
        }
    }

    private static CompletableFuture<RunReport> start(Flamingock flamingock) {
        return CompletableFuture.supplyAsync(flamingock::run, task -> new Thread(task).start());
    }

    private static List<Mode> modes(DataSource store) {
        return SqlAuditStore.of(store).log(Entries.SERVICE).read(0).stream()
                .filter(entry -> entry.subject() != null)
                .map(entry -> entry.subject().mode())
                .toList();
    }

    /** It lends out that one connection; {@code beforeAborting} is done before whoever aborts sends something. */
    private static DataSource poolOf(Connection only, CountDownLatch givenBack, Body beforeAborting) {
        Connection lent = proxy(Connection.class, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                givenBack.countDown();
                return null;
            }
            if (Thread.currentThread().getName().equals("flamingock-abort")) {
                beforeAborting.run();
            }
            return method.invoke(only, args);
        });
        return proxy(
                DataSource.class,
                (proxy, method, args) -> method.getName().equals("getConnection") ? lent : method.invoke(only, args));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SqliteTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private DataSource file(String name, String journalMode) {
        return SqlServers.sqlite(folder.resolve(name + ".db"), journalMode);
    }

    private static DataSource sqlite(String url) {
        return SqlServers.sqlite(url);
    }

    private static String count(DataSource database, String table) {
        return SqlServers.query(database, "SELECT count(*) FROM " + table);
    }
}
