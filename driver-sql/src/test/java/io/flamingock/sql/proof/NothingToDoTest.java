package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.child.WatchedDataSource;
import io.flamingock.servers.child.WatchedDataSource.Watcher;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.sql.proof.WireTap.Traffic;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start costs that has nothing to do, counted on the wire and by the server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NothingToDoTest {

    private static final int LARGEST_ANSWER = 2_048;

    /** Where each column comes with the names of its database, its table and itself, all of them twice. */
    private static final int LARGEST_ANSWER_WITH_NAMES = 4_096;

    /** A pool looks whether a connection that was idle is still there: of several starts the cheapest is ours alone. */
    private static final int SAMPLES = 5;

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 10_000})
    void on_PostgreSQL_it_is_one_statement_in_one_round_trip_however_many_changes_there_are(int changes)
            throws IOException {
        String url = SecondServer.url();
        try (WireTap tap = WireTap.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.postgres(tap.through(url)), 2)) {
            Flamingock first = applied(changes, pool);
            Traffic warm = cheapest(tap, first);
            Traffic cold = cheapest(tap, program(changes, pool).build());

            System.out.println(changes + " changes, nothing to do: " + warm);
            assertThat(warm.roundTrips()).isEqualTo(1);
            assertThat(warm.executed()).isEqualTo(1);
            assertThat(warm.statements()).allMatch(sql -> sql.startsWith("SELECT "));
            assertThat(warm.answerBytes()).isLessThan(LARGEST_ANSWER);
            assertThat(cold.roundTrips()).isEqualTo(1);
            assertThat(cold.executed()).isEqualTo(1);
            assertThat(cold.answerBytes()).isLessThan(LARGEST_ANSWER);
            assertThat(countedByTheServer(SqlServers.postgres(url), first)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, 10", "MARIADB, 1000", "MYSQL, 10", "MYSQL, 1000"})
    void on_MariaDB_and_MySQL_too(SqlServer server, int changes) throws IOException {
        String url = server.newUrl();
        try (WireTap tap = WireTap.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.at(tap.through(url)), 2)) {
            Flamingock first = applied(changes, pool);
            Traffic warm = cheapest(tap, first);
            Traffic cold = cheapest(tap, program(changes, pool).build());

            System.out.println(server + ", " + changes + " changes, nothing to do: " + warm);
            for (Traffic traffic : List.of(warm, cold)) {
                assertThat(traffic.roundTrips()).isEqualTo(1);
                assertThat(traffic.executed()).isEqualTo(1);
                assertThat(traffic.statements()).singleElement().asString().startsWith("SELECT ");
                assertThat(traffic.answerBytes()).isLessThan(LARGEST_ANSWER_WITH_NAMES);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void on_H2_it_is_one_statement_however_many_changes_there_are(int changes) {
        List<String> statements = new ArrayList<>();
        Flamingock flamingock = applied(changes, WatchedDataSource.by(keeping(statements), SqlServers.h2()));
        statements.clear();

        assertThat(flamingock.run().isNothingToDo()).isTrue();

        assertThat(statements).singleElement().asString().startsWith("SELECT ");
    }

    private static Watcher keeping(List<String> statements) {
        return new Watcher() {
            @Override
            public void before(String sql) {
                statements.add(sql);
            }

            @Override
            public void after(String sql) {}
        };
    }

    private static FlamingockBuilder program(int changes, DataSource dataSource) {
        FlamingockBuilder builder = Flamingock.builder()
                .service("many")
                .auditStore(SqlAuditStore.of(dataSource))
                .targetSystems(SqlTargetSystem.of("database", dataSource));
        for (int n = 1; n <= changes; n++) {
            String order = Integer.toString(n);
            builder.change("change-" + n, change -> change.order(order).execute(Connection.class, connection -> {}));
        }
        return builder;
    }

    /** With all changes in the log: the last one as one that ran, the others as those of an existing system. */
    private static Flamingock applied(int changes, DataSource dataSource) {
        Flamingock flamingock = program(changes, dataSource).build();
        flamingock.baseline("change-" + (changes - 1), "proof", "they were there before");
        assertThat(flamingock.run().counts().executed()).isEqualTo(1);
        return flamingock;
    }

    private static Traffic cheapest(WireTap tap, Flamingock flamingock) {
        return Stream.generate(() -> {
                    tap.sinceLast();
                    assertThat(flamingock.run().isNothingToDo()).isTrue();
                    return tap.sinceLast();
                })
                .limit(SAMPLES)
                .min(Comparator.comparingInt(Traffic::roundTrips))
                .orElseThrow();
    }

    private static long countedByTheServer(DataSource database, Flamingock flamingock) {
        SqlServers.execute(database, "CREATE EXTENSION pg_stat_statements");
        String ours = " FROM pg_stat_statements WHERE query LIKE '%flamingock%'"
                + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";
        long before = Long.parseLong(SqlServers.query(database, "SELECT COALESCE(sum(calls), 0)" + ours));
        assertThat(flamingock.run().isNothingToDo()).isTrue();
        return Long.parseLong(SqlServers.query(database, "SELECT COALESCE(sum(calls), 0)" + ours)) - before;
    }
}
