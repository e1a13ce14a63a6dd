package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
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
import org.junit.jupiter.api.Test;

/** What one more change costs on PostgreSQL, in round trips, the user's own not counted (the bodies send nothing). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundTripsPerChangeTest {

    /** What the session was like before, STARTED, EXECUTED, COMMIT, and the session as it was. */
    private static final int SHARED = 5;

    /** The intent, together with the outcome of the change before. */
    private static final int MARKED_ON_THE_STORE = 1;

    /** What the session was like before, marker BEGIN, marker END, COMMIT, and the session as it was. */
    private static final int MARKED_ON_THE_TARGET = 5;

    /** The intent, together with the outcome of the change before. */
    private static final int NONE = 1;

    /** Renewals and the looks of a pool at idle connections only add: of several runs the cheapest is ours alone. */
    private static final int SAMPLES = 3;

    private record Trips(int store, int target) {}

    @Test
    void a_change_in_the_store_s_own_database() throws IOException {
        assertThat(perChange(RoundTripsPerChangeTest::inTheStore)).isEqualTo(new Trips(SHARED, 0));
    }

    @Test
    void a_change_in_another_database() throws IOException {
        assertThat(perChange(change -> change.target("other").execute(Connection.class, connection -> {})))
                .isEqualTo(new Trips(MARKED_ON_THE_STORE, MARKED_ON_THE_TARGET));
    }

    @Test
    void a_change_without_transaction() throws IOException {
        assertThat(perChange(change -> change.target("plain").execute(() -> {})))
                .isEqualTo(new Trips(NONE, 0));
    }

    private static void inTheStore(ChangeDefinition change) {
        change.target("own").execute(Connection.class, connection -> {});
    }

    private static Trips perChange(Consumer<ChangeDefinition> body) throws IOException {
        Trips one = cheapest(1, body);
        Trips three = cheapest(3, body);
        System.out.println("one change " + one + ", three changes " + three);
        return new Trips((three.store - one.store) / 2, (three.target - one.target) / 2);
    }

    private static Trips cheapest(int changes, Consumer<ChangeDefinition> body) throws IOException {
        Trips cheapest = new Trips(Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int sample = 0; sample < SAMPLES; sample++) {
            Trips trips = run(changes, body);
            cheapest = new Trips(Math.min(cheapest.store, trips.store), Math.min(cheapest.target, trips.target));
        }
        return cheapest;
    }

    private static Trips run(int changes, Consumer<ChangeDefinition> body) throws IOException {
        String storeUrl = SqlServers.postgresUrl();
        String targetUrl = SqlServers.postgresUrl();
        try (WireTap storeTap = WireTap.before(storeUrl);
                WireTap targetTap = WireTap.before(targetUrl);
                HikariDataSource store = SqlServers.pool(SqlServers.postgres(storeTap.through(storeUrl)), 2);
                HikariDataSource target = SqlServers.pool(SqlServers.postgres(targetTap.through(targetUrl)), 2)) {
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
