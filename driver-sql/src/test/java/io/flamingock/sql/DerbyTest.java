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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is special about Derby: how long it waits for a lock is not ours to say, and its clock is this JVM's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DerbyTest {

    private final DataSource database = SqlServers.derby();

    @Test
    void a_wait_that_is_not_as_configured_is_said_with_the_statement_that_makes_it_so() throws SQLException {
        DerbyDialect derby = new DerbyDialect();
        Duration lockTimeout = Duration.ofSeconds(7);
        try (Connection connection = database.getConnection()) {
            String warning = derby.longWaits(connection, lockTimeout).orElseThrow();
            assertThat(warning).contains("1 s here", "PT7S");

            Matcher remedy = Pattern.compile("execute: (CALL .*)$").matcher(warning);
            assertThat(remedy.find()).isTrue();
            try {
                Statements.execute(connection, remedy.group(1));
                assertThat(derby.longWaits(connection, lockTimeout)).isEmpty();
            } finally { // it is that of all tests
                Statements.execute(connection, remedy.group(1).replace("'7'", "'1'"));
            }
        }
    }

    /** Derby takes many times longer to compile a statement than to execute it. */
    @Test
    void what_is_asked_of_a_lease_again_and_again_is_compiled_once() {
        SqlAuditStore store = SqlAuditStore.of(database);
        Lease lease = Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), Duration.ofSeconds(20)));
        String compiled = "SELECT count(*) FROM SYSCS_DIAG.STATEMENT_CACHE WHERE SQL_TEXT LIKE '%flamingock_lock%'";
        assertThat(SqlServers.query(database, compiled)).isNotEqualTo("0");
        assertThat(lease.renew("a")).isTrue();
        assertThat(store.lease(Entries.SERVICE)).isPresent();
        String before = SqlServers.query(database, compiled);

        assertThat(lease.renew("b")).isTrue();
        assertThat(store.lease(Entries.SERVICE))
                .hasValueSatisfying(row -> assertThat(row.remaining()).isGreaterThan(Duration.ofSeconds(10)));

        assertThat(SqlServers.query(database, compiled)).isEqualTo(before);
    }

    @Test
    void a_schema_that_is_missing_is_not_created_by_the_way() {
        SqlAuditStore store = SqlAuditStore.of(database).schema("nowhere");

        assertThat(store.log("users").newest()).isEmpty();
        assertThatThrownBy(() -> store.log("users").create())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("so is its schema");

        assertThat(SqlServers.query(database, "SELECT SCHEMANAME FROM SYS.SYSSCHEMAS WHERE SCHEMANAME = 'nowhere'"))
                .isNull();
    }

    /** Who may do what Derby asks only where its property says so, from the next start of the database on. */
    @Test
    void a_user_who_may_only_read_plans_and_is_told_what_he_may_not() throws SQLException {
        EmbeddedDataSource owner = new EmbeddedDataSource();
        owner.setDatabaseName("memory:readers");
        owner.setCreateDatabase("create");
        owner.setUser("OWNER");
        SqlServers.execute(
                owner, "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.database.sqlAuthorization', 'true')");
        owner.setCreateDatabase(null);
        owner.setShutdownDatabase("shutdown");
        assertThatThrownBy(owner::getConnection).hasMessageContaining("shutdown");
        owner.setShutdownDatabase(null);
        AuditLog log = SqlAuditStore.of(owner).log(Entries.SERVICE);
        log.create();
        AuditEntry entry = Entries.change(Head.EMPTY, State.STARTED, "a");
        log.append(Head.EMPTY, List.of(entry));
        SqlServers.execute(owner, "GRANT SELECT ON \"flamingock_audit\" TO READER");
        EmbeddedDataSource readOnly = new EmbeddedDataSource();
        readOnly.setDatabaseName("memory:readers");
        readOnly.setUser("READER");
        AuditLog read = SqlAuditStore.of(readOnly).schema("OWNER").log(Entries.SERVICE);

        assertThat(read.newest()).contains(entry);
        assertThatThrownBy(() -> read.append(entry.head(), List.of(Entries.change(entry.head(), State.EXECUTED, "a"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
        assertThat(SqlTargetSystem.of("data", readOnly)
                        .schema("OWNER")
                        .prepareMarkers()
                        .orElseThrow())
                .contains("could not be created");
    }

    @Test
    void a_Derby_server_is_refused() {
        DatabaseMetaData client = (DatabaseMetaData) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, args) -> "Apache Derby Network Client JDBC Driver");
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> client);

        assertThatThrownBy(() -> new DerbyDialect().check(connection, null))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("Network Client")
                .hasMessageContaining("same process");
    }
}
