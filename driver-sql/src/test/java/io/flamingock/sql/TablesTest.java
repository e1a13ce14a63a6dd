package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.audit.StoreRefusedException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TablesTest {

    private static final Duration LEASE = Duration.ofSeconds(20);

    static List<Engine> engines() {
        return Engine.withSchemas();
    }

    @ParameterizedTest
    @EnumSource
    void without_autoCreate_no_DDL_is_sent_and_the_DBA_is_told_which(Engine engine) {
        DataSource dataSource = engine.empty();
        SqlAuditStore store = SqlAuditStore.of(dataSource).autoCreate(false);
        SqlTargetSystem target = SqlTargetSystem.of("data", dataSource).autoCreate(false);

        assertThat(store.log("users").newest()).isEmpty();
        assertThatThrownBy(() -> store.tryAcquire("users", Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("autoCreate(false)")
                .hasMessageContaining("CREATE TABLE " + engine.quoted("flamingock_lock") + " (");
        assertThatThrownBy(() -> store.log("users").create())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(store.ddl().get(0));
        assertThat(target.prepareMarkers().orElseThrow()).contains(target.ddl().get(0));
        assertThat(SqlServers.query(dataSource, engine.tablesIn("CURRENT_SCHEMA")))
                .isEqualTo("0");

        store.ddl().forEach(statement -> SqlServers.execute(dataSource, statement));
        target.ddl().forEach(statement -> SqlServers.execute(dataSource, statement));

        assertThat(store.tryAcquire("users", Entries.holder(), LEASE)).isInstanceOf(Lease.Attempt.Acquired.class);
        store.log("users").create();
        assertThat(append(store.log("users"))).isNotNull();
        assertThat(target.prepareMarkers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_table_of_somebody_else_is_left_as_it_is(Engine engine) {
        DataSource dataSource = engine.empty();
        SqlServers.execute(
                dataSource,
                engine.sql("CREATE TABLE \"flamingock_audit\" (\"service\" VARCHAR(10), id INT NOT NULL)"),
                engine.sql("CREATE TABLE \"flamingock_lock\" (\"service\" VARCHAR(255))"),
                engine.sql("CREATE TABLE \"flamingock_marker\" (id INT)"));
        SqlAuditStore store = SqlAuditStore.of(dataSource);

        assertThatThrownBy(() -> store.log("users").create())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S28]")
                .hasMessageContaining("no column seq")
                .hasMessageContaining("another column")
                .hasMessageMatching("(?s).*[ ,]service [^,]+\\(10\\).*")
                .hasMessageContaining("CREATE TABLE " + engine.quoted("flamingock_audit") + " (");
        assertThatThrownBy(() -> store.log("users").newest()).isInstanceOf(StoreRefusedException.class);
        assertThatThrownBy(() -> store.tryAcquire("users", Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("no column owner");
        assertThatThrownBy(() -> SqlTargetSystem.of("data", dataSource).prepareMarkers())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("no column change_id");
        SqlServers.execute(
                dataSource,
                engine.sql("DROP TABLE \"flamingock_audit\""),
                engine.sql("DROP TABLE \"flamingock_lock\""),
                engine.sql("DROP TABLE \"flamingock_marker\""));
    }

    @ParameterizedTest
    @EnumSource
    void a_table_without_its_unique_key_is_refused_and_further_columns_are_not(Engine engine) {
        DataSource dataSource = engine.empty();
        SqlAuditStore store = SqlAuditStore.of(dataSource);
        String ddl = store.ddl().get(0);
        SqlServers.execute(
                dataSource,
                ddl.replace(engine.sql("PRIMARY KEY (\"service\", \"seq\")"), engine.sql("\"more\" VARCHAR(5)")));
        assertThatThrownBy(() -> store.log("users").create())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("found no unique key on exactly [seq, service]");

        SqlServers.execute(
                dataSource, engine.sql("CREATE UNIQUE INDEX pair ON \"flamingock_audit\" (\"seq\", \"service\")"));
        store.log("users").create();
        assertThat(append(store.log("users"))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void names_are_quoted_whatever_they_are(Engine engine) {
        DataSource dataSource = engine.empty();
        SqlServers.execute(dataSource, engine.sql("CREATE SCHEMA \"Select\""));
        SqlAuditStore store = SqlAuditStore.of(dataSource)
                .schema("Select")
                .auditTable("Order")
                .lockTable("user");
        SqlTargetSystem target =
                SqlTargetSystem.of("data", dataSource).schema("Select").markerTable("TABLE");

        assertThat(store.tryAcquire("users", Entries.holder(), LEASE)).isInstanceOf(Lease.Attempt.Acquired.class);
        store.log("users").create();
        assertThat(append(store.log("users"))).isNotNull();
        assertThat(target.prepareMarkers()).isEmpty();

        assertThat(SqlServers.query(dataSource, engine.sql("SELECT count(*) FROM \"Select\".\"Order\"")))
                .isEqualTo("1");
        assertThat(SqlServers.query(dataSource, engine.sql("SELECT count(*) FROM \"Select\".\"user\"")))
                .isEqualTo("1");
        assertThat(SqlServers.query(dataSource, engine.sql("SELECT count(*) FROM \"Select\".\"TABLE\"")))
                .isEqualTo("0");
        engine.dropSchema(dataSource, "Select");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_schema_that_is_missing_is_an_empty_log_and_is_not_created(Engine engine) {
        DataSource dataSource = engine.empty();
        SqlAuditStore store = SqlAuditStore.of(dataSource).schema("nowhere");

        assertThat(store.log("users").newest()).isEmpty();
        assertThatThrownBy(() -> store.tryAcquire("users", Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(engine.sql("CREATE TABLE \"nowhere\".\"flamingock_lock\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "a\"b", "x; DROP TABLE users", "a.b", "ümlaut"})
    void what_is_no_identifier_is_refused_before_anything_is_sent(String name) {
        SqlAuditStore store = SqlAuditStore.of(SqlServers.h2());

        assertThatThrownBy(() -> store.auditTable(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is no identifier");
        assertThatThrownBy(() -> store.schema(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.lockTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_user_who_may_only_read_reads_and_is_told_what_is_missing() {
        PGSimpleDataSource owner = (PGSimpleDataSource) SqlServers.postgres();
        SqlAuditStore.of(owner).log("users").create();
        append(SqlAuditStore.of(owner).log("users"));
        String reader = "reader_" + owner.getCurrentSchema();
        SqlServers.execute(
                owner,
                "CREATE ROLE " + reader + " LOGIN PASSWORD 'geheim'",
                "GRANT USAGE ON SCHEMA " + owner.getCurrentSchema() + " TO " + reader,
                "GRANT SELECT ON \"flamingock_audit\" TO " + reader);
        PGSimpleDataSource readOnly = SqlServers.copyOf(owner);
        readOnly.setUser(reader);
        readOnly.setPassword("geheim");
        SqlAuditStore store = SqlAuditStore.of(readOnly);

        assertThat(store.log("users").newest()).isPresent();
        assertThatThrownBy(() -> append(store.log("users"), 1))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
        assertThatThrownBy(() -> store.tryAcquire("users", Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("CREATE TABLE \"flamingock_lock\" (");
        assertThat(SqlTargetSystem.of("data", readOnly).prepareMarkers().orElseThrow())
                .contains("could not be created")
                .contains("CREATE TABLE \"flamingock_marker\" (");
    }

    @Test
    void a_wrong_password_is_refused_at_once_and_printed_nowhere() {
        JdbcDataSource h2 = (JdbcDataSource) SqlServers.h2();
        SqlServers.execute(h2, "SELECT 1");
        h2.setPassword("geheim-1");
        assertThatThrownBy(() -> SqlAuditStore.of(h2).log("users").newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S27]")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void a_product_that_is_not_known_is_named_and_gets_nothing() {
        DataSource unknown = proxy(
                DataSource.class,
                "getConnection",
                proxy(
                        Connection.class,
                        "getMetaData",
                        proxy(DatabaseMetaData.class, "getDatabaseProductName", "Oracle")));

        assertThatThrownBy(() -> SqlAuditStore.of(unknown).log("users").newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("'Oracle'")
                .hasMessageContaining("PostgreSQL");
        assertThatThrownBy(() -> SqlTargetSystem.of("data", unknown).begin()).isInstanceOf(StoreRefusedException.class);
    }

    /** Answers one method, may be closed, and fails on any other. */
    private static <T> T proxy(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                TablesTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, called, args) -> switch (called.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> self == args[0];
                    case "close" -> null;
                    default -> {
                        if (called.getName().equals(method)) {
                            yield answer;
                        }
                        throw new AssertionError("an unknown database got " + called);
                    }
                }));
    }

    private static Head append(AuditLog log) {
        return append(log, 0);
    }

    private static Head append(AuditLog log, long after) {
        Head head = after == 0 ? Head.EMPTY : log.newest().map(AuditEntry::head).orElseThrow();
        return log.append(head, List.of(Entries.change(head, State.STARTED, "a")));
    }
}
