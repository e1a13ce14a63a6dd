package io.flamingock.safety.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flamingock.Flamingock;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.safety.OwnMongo;
import io.flamingock.safety.races.Effect;
import io.flamingock.safety.races.Effects;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.child.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances whose clocks are hours and days apart, on stores that have a clock of their own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClocksTest {

    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;
    private static final List<Integer> WRONG_BY = List.of(DAY, -DAY, HOUR, -HOUR);

    /** A day ahead of the store, and a day behind. */
    private static final int HOLDERS = 2;

    private final List<ChildProcess> instances = new ArrayList<>();
    private final List<WrongClock> clocks = new ArrayList<>();

    /** Where the source of truth is. */
    enum Store {
        POSTGRES(0),
        MARIADB(1),
        MYSQL(0),
        MONGODB(1);

        private final int wholeProcesses;

        Store(int wholeProcesses) {
            this.wholeProcesses = wholeProcesses;
        }

        /** Two are those of whole processes, among them one of the two holders. */
        private WrongClock clock(int instance) {
            return new WrongClock(WRONG_BY.get(instance), instance % 2 == wholeProcesses);
        }

        private String newUrl() {
            return this == MONGODB
                    ? OwnMongo.newUrl()
                    : SqlServer.valueOf(name()).newUrl();
        }
    }

    @AfterEach
    void endProcesses() {
        instances.forEach(ChildProcess::close);
        instances.forEach(ChildProcess::awaitEnd);
    }

    @ParameterizedTest
    @EnumSource
    void whoever_holds_the_lease_keeps_it_and_whoever_waits_takes_it_over_in_time(Store store) {
        String home = store.newUrl();
        String away = store.newUrl();
        try (Place<?> place = Place.at(home, away)) {
            place.create();
            start(store, home, away);
            for (int first = 0; first < HOLDERS; first++) {
                everybodyStarts(place, "clocks" + first, first);
            }
            theHolderIsKilled(place);
        }
        System.out.printf(
                "%-8s | clocks wrong by +1 day, -1 day, +1 hour, -1 hour, %s | %d starts | each effect once%n",
                store,
                WrongClock.isFakeTimeThere()
                        ? "two of them of the whole process"
                        : "all of them injected, since libfaketime is not there",
                clocks.size() * HOLDERS + 2);
    }

    private void start(Store store, String home, String away) {
        IntStream.range(0, WRONG_BY.size()).mapToObj(store::clock).forEach(clocks::add);
        clocks.forEach(clock -> instances.add(ChildProcess.start(
                ClockedInstance.class, clock.environment(), home, away, Integer.toString(clock.injected()))));
        for (int i = 0; i < clocks.size(); i++) {
            Instant itsTime = Instant.parse(instances.get(i).await("READY").orElseThrow());
            assertThat(itsTime)
                    .isCloseTo(Instant.now().plusSeconds(clocks.get(i).seconds()), within(5, ChronoUnit.MINUTES));
        }
    }

    /** The one holds the lease for longer than it lasts; the others, for whom it has expired or never does, wait. */
    private void everybodyStarts(Place<?> place, String service, int first) {
        instances.get(first).tell(service);
        assertThat(instances.get(first).await("CHANGE 1-shared")).isPresent();
        others(first).forEach(other -> instances.get(other).tell(service));

        assertThat(result(first)).isEqualTo("3 executed");
        assertThat(others(first).mapToObj(this::result)).containsOnly("0 executed");
        assertEachEffectOnce(place, service);
        List<AuditEntry> entries = place.store().log(service).read(0);
        assertThat(entries.stream().map(entry -> entry.written().runner().pid()).distinct())
                .as("nobody has taken the lease over")
                .hasSize(1);
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.written().time())
                        .as("the time in the log is the writer's, and decides nothing")
                        .isCloseTo(
                                Instant.now().plusSeconds(clocks.get(first).seconds()), within(5, ChronoUnit.MINUTES)));
    }

    /** The clock of the one who is killed is a day ahead of all; the one who waits is a day behind. */
    private void theHolderIsKilled(Place<?> place) {
        instances.get(0).tell(ClockedInstance.KILLED);
        assertThat(instances.get(0).await("CHANGE 3-none")).isPresent();
        instances.get(1).tell(ClockedInstance.KILLED);
        long start = System.nanoTime();
        instances.get(0).kill();

        assertThat(result(1)).contains("3-none");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ClockedInstance.LEASE.plusSeconds(10));
        assertThat(place.store().log(ClockedInstance.KILLED).read(0))
                .filteredOn(entry -> entry.subject() != null
                        && Objects.requireNonNull(entry.subject()).changeId().equals("3-none"))
                .extracting(entry -> entry.event().state())
                .containsExactly(State.STARTED);
    }

    private static void assertEachEffectOnce(Place<?> place, String service) {
        List<Effect> effects = place.effects(service);
        assertThat(List.of("1-shared", "2-marked", "3-none"))
                .allSatisfy(change -> assertThat(Effects.count(effects, change, Operation.APPLY))
                        .isEqualTo(1));
        assertThat(Flamingock.builder()
                        .service(service)
                        .auditStore(place.store())
                        .build()
                        .verify()
                        .isValid())
                .isTrue();
    }

    private String result(int instance) {
        ChildProcess process = instances.get(instance);
        return process.await("RESULT").orElseThrow(() -> new AssertionError("it has ended, after " + process.seen()));
    }

    private static IntStream others(int first) {
        return IntStream.range(0, WRONG_BY.size()).filter(other -> other != first);
    }
}
