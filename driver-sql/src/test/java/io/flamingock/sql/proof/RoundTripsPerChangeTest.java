package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.servers.SqlServer;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.sql.proof.WireTap.Traffic;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one more change costs, in round trips, the user's own not counted (the bodies send nothing). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundTripsPerChangeTest {

    /** STARTED, EXECUTED, COMMIT. */
    private static final int SHARED = 3;

    /** The intent, together with the outcome of the change before. */
    private static final int MARKED_ON_THE_STORE = 1;

    /** Marker BEGIN, marker END, COMMIT. */
    private static final int MARKED_ON_THE_TARGET = 3;

    /** The intent, together with the outcome of the change before. */
    private static final int NONE = 1;

    /**
     * When a transaction begins and ends, which PostgreSQL's driver says with its first statement; what the session was
     * like before, and the session as it was, which go with our own statements there.
     */
    private static final int AROUND = 4;

    /** Renewals and the looks of a pool at idle connections only add: of several runs the cheapest is ours alone. */
    private static final int SAMPLES = 3;

    private record Trips(int store, int target) {}

    @ParameterizedTest
    @EnumSource
    void a_change_in_the_store_s_own_database(SqlServer server) throws IOException {
        assertThat(perChange(server, change -> change.target("own").execute(Connection.class, connection -> {})))
                .isEqualTo(new Trips(SHARED + around(server), 0));
    }

    @ParameterizedTest
    @EnumSource
    void a_change_in_another_database(SqlServer server) throws IOException {
        assertThat(perChange(server, change -> change.target("other").execute(Connection.class, connection -> {})))
                .isEqualTo(new Trips(MARKED_ON_THE_STORE, MARKED_ON_THE_TARGET + around(server)));
    }

    @ParameterizedTest
    @EnumSource
    void a_change_without_transaction(SqlServer server) throws IOException {
        assertThat(perChange(server, change -> change.target("plain").execute(() -> {})))
                .isEqualTo(new Trips(NONE, 0));
    }

    private static int around(SqlServer server) {
        return server == SqlServer.POSTGRES ? 0 : AROUND;
    }

    private static Trips perChange(SqlServer server, Consumer<ChangeDefinition> body) throws IOException {
        Trips one = cheapest(server, 1, body);
        Trips three = cheapest(server, 3, body);
        System.out.println(server + ": one change " + one + ", three changes " + three);
        return new Trips((three.store - one.store) / 2, (three.target - one.target) / 2);
    }

    private static Trips cheapest(SqlServer server, int changes, Consumer<ChangeDefinition> body) throws IOException {
        Trips cheapest = new Trips(Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int sample = 0; sample < SAMPLES; sample++) {
            Trips trips = run(server, changes, body);
            cheapest = new Trips(Math.min(cheapest.store, trips.store), Math.min(cheapest.target, trips.target));
        }
        return cheapest;
    }

    private static Trips run(SqlServer server, int changes, Consumer<ChangeDefinition> body) throws IOException {
        String storeUrl = server.newUrl();
        String targetUrl = server.newUrl();
        try (WireTap storeTap = WireTap.before(storeUrl);
                WireTap targetTap = WireTap.before(targetUrl);
                HikariDataSource store = SqlServers.pool(SqlServers.at(storeTap.through(storeUrl)), 2);
                HikariDataSource target = SqlServers.pool(SqlServers.at(targetTap.through(targetUrl)), 2)) {
            FlamingockBuilder builder = Flamingock.builder()
                    .service("trips")
                    .auditStore(SqlAuditStore.of(store))
                    .targetSystems(
                            SqlTargetSystem.of("own", store),
                            SqlTargetSystem.of("other", target),
                            NonTransactionalTargetSystem.of("plain"));
            for (int n = 1; n <= changes; n++) {
                String order = Integer.toString(n);
                builder.change("change-" + n, change -> body.accept(change.order(order)));
            }
            warmUp(store);
            warmUp(target);
            storeTap.sinceLast();
            targetTap.sinceLast();
            assertThat(builder.run().counts().executed()).isEqualTo(changes);
            Traffic onStore = storeTap.sinceLast();
            Traffic onTarget = targetTap.sinceLast();
            return new Trips(onStore.roundTrips(), onTarget.roundTrips());
        }
    }

    /** Both connections are there, and the driver has said all that it says to a new one. */
    private static void warmUp(HikariDataSource pool) {
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one.isValid(5) && two.isValid(5)).isTrue();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
