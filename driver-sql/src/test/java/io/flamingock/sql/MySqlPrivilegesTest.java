package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.BlockedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.servers.SqlServer;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Users of MariaDB and MySQL who may not do everything. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MySqlPrivilegesTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");
    private static final AuditEntry OTHER = Entries.change(Head.EMPTY, State.ROLLED_BACK, "a");
    private static final AtomicInteger USERS = new AtomicInteger();

    @OnMariaDbAndMySql
    void who_may_not_see_other_sessions_says_so_and_ends_none(SqlServer server) throws SQLException {
        String url = server.newUrl();
        DataSource user = SqlServers.at(userOf(url, "SELECT, INSERT, UPDATE, CREATE"));
        AuditLog log = log(user);
        log.create();
        try (TargetTransaction holder = holding(user, log)) {
            assertThatThrownBy(() -> log.occupy(Head.EMPTY, OTHER))
                    .isInstanceOf(BlockedException.class)
                    .hasMessageContaining("could not be found out");
            holder.commit();
        }
        assertThat(log.read(0)).containsExactly(STARTED);
    }

    @OnMariaDbAndMySql
    void who_may_see_all_sessions_and_end_only_his_own_ends_what_an_instance_of_his_has_left(SqlServer server)
            throws SQLException {
        String url = server.newUrl();
        DataSource user = SqlServers.at(userWhoSees(server, url));
        AuditLog log = log(user);
        log.create();
        try (TargetTransaction dead = holding(user, log)) {
            log.occupy(Head.EMPTY, OTHER);

            assertThat(isAlive(dead)).isFalse();
        }
        assertThat(log.read(0)).containsExactly(OTHER);
    }

    @OnMariaDbAndMySql
    void who_may_see_all_sessions_and_end_only_his_own_names_another_s_and_how_to_end_it(SqlServer server)
            throws SQLException {
        String url = server.newUrl();
        DataSource owner = SqlServers.at(url);
        AuditLog log = log(SqlServers.at(userWhoSees(server, url)));
        log.create();
        try (TargetTransaction dead = holding(owner, log(owner))) {
            String id = idOf(dead);

            assertThatThrownBy(() -> log.occupy(Head.EMPTY, OTHER))
                    .isInstanceOf(BlockedException.class)
                    .hasMessageContaining("session " + id + " of flamingock")
                    .hasMessageContaining("end it with: KILL " + id + ".");

            assertThat(isAlive(dead)).isTrue();
            SqlServers.execute(owner, "KILL " + id); // as the message says
            log.occupy(Head.EMPTY, OTHER);
        }
        assertThat(log.read(0)).containsExactly(OTHER);
    }

    @OnMariaDbAndMySql
    void who_may_only_read_reads_and_is_refused_the_rest(SqlServer server) {
        String url = server.newUrl();
        DataSource owner = SqlServers.at(url);
        AuditLog log = SqlAuditStore.of(owner).log(Entries.SERVICE);
        log.create();
        log.append(Head.EMPTY, List.of(STARTED));
        String userUrl = userOf(url, "SELECT");
        SqlAuditStore reader = SqlAuditStore.of(SqlServers.at(userUrl));

        assertThat(reader.log(Entries.SERVICE).newest()).contains(STARTED);
        assertThatThrownBy(() -> reader.log(Entries.SERVICE)
                        .append(STARTED.head(), List.of(Entries.change(STARTED.head(), State.EXECUTED, "a"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
        assertThatThrownBy(() -> reader.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29] table `flamingock_lock` is missing and could not be created: ")
                .hasMessageContaining("command denied")
                .hasMessageContaining("CREATE TABLE `flamingock_lock` (");

        grant(owner, "INSERT, UPDATE ON " + database(owner) + ".*", nameIn(userUrl));
        assertThatThrownBy(() -> reader.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("could not be created")
                .hasMessageContaining("CREATE TABLE `flamingock_lock` (");
    }

    private static AuditLog log(DataSource user) {
        return SqlAuditStore.of(user).lockTimeout(SHORT).log(Entries.SERVICE);
    }

    /** With an entry that was not committed; the session belongs to the user of that data source. */
    private static TargetTransaction holding(DataSource user, AuditLog log) {
        TargetTransaction transaction = SqlTargetSystem.of("data", user).begin();
        log.append(Head.EMPTY, List.of(STARTED), transaction);
        return transaction;
    }

    private static String idOf(TargetTransaction transaction) throws SQLException {
        try (Statement statement = transaction.bound(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery("SELECT CONNECTION_ID()")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static boolean isAlive(TargetTransaction transaction) {
        try (Statement statement = transaction.bound(Connection.class).createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** The same place as a new user who has these privileges on it and sees who blocks whom. */
    private static String userWhoSees(SqlServer server, String url) {
        String userUrl = userOf(url, "SELECT, INSERT, UPDATE, CREATE");
        grant(SqlServers.at(url), "PROCESS ON *.*", nameIn(userUrl));
        if (server == SqlServer.MYSQL) {
            grant(SqlServers.at(url), "SELECT ON performance_schema.*", nameIn(userUrl));
        }
        return userUrl;
    }

    /** The same place as a new user who has these privileges on it. */
    private static String userOf(String url, String privileges) {
        DataSource owner = SqlServers.at(url);
        String name = "u" + USERS.incrementAndGet() + database(owner);
        SqlServers.execute(owner, "CREATE USER '" + name + "'@'%' IDENTIFIED BY 'p'");
        grant(owner, privileges + " ON " + database(owner) + ".*", name);
        return url.replaceFirst("user=\\w+&password=\\w+", "user=" + name + "&password=p");
    }

    private static String nameIn(String userUrl) {
        return userUrl.replaceFirst(".*user=(\\w+).*", "$1");
    }

    private static void grant(DataSource owner, String what, String name) {
        SqlServers.execute(owner, "GRANT " + what + " TO '" + name + "'@'%'");
    }

    private static String database(DataSource owner) {
        return SqlServers.query(owner, "SELECT DATABASE()");
    }
}
