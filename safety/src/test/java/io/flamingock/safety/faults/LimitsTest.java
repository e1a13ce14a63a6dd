package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Effect;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that are full or read-only from one moment on, very many changes, and very long errors. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LimitsTest {

    private static final int VERY_MANY = Integer.getInteger("limits.changes", 10_000);
    private static final AtomicInteger READERS = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void an_error_of_ten_megabytes_is_recorded_in_part(Servers servers) {
        servers.open();
        try (Place<?> place = Place.at(servers.home(), servers.away())) {
            Flamingock flamingock = failing(place, "longerror", "x".repeat(10_000_000));

            assertThat(catchThrowable(flamingock::run)).isInstanceOf(ChangeFailedException.class);

            AuditEntry failed = place.store().log("longerror").newest().orElseThrow();
            assertThat(failed.event().state()).isEqualTo(State.ROLLED_BACK);
            ErrorRecord error = Objects.requireNonNull(failed.error());
            assertThat(error.message()).hasSize(ErrorRecord.MAX_MESSAGE);
            assertThat(error.trace()).hasSizeLessThanOrEqualTo(ErrorRecord.MAX_TRACE);
            assertThat(flamingock.verify().isValid()).isTrue();
        }
    }

    private static <B> Flamingock failing(Place<B> place, String service, String message) {
        return Flamingock.builder()
                .service(service)
                .auditStore(place.store())
                .targetSystems(place.home())
                .change(
                        "fails",
                        change -> change.order("1").execute(place.boundType(), bound -> {
                            throw new IllegalStateException(message);
                        }))
                .build();
    }

    @Test
    void ten_thousand_changes_run_once_and_then_there_is_nothing_to_do() {
        Servers.POSTGRES.open();
        try (Place<?> place = Place.at(Servers.POSTGRES.home(), Servers.POSTGRES.away())) {
            RunReport report = many(place).run();

            assertThat(report.counts().executed()).isEqualTo(VERY_MANY);
            assertThat(place.effects("many").stream().map(Effect::change).distinct())
                    .hasSize(VERY_MANY);
            assertThat(place.effects("many")).hasSize(VERY_MANY);
            assertThat(many(place).run().isNothingToDo()).isTrue();
            assertThat(many(place).verify().isValid()).isTrue();
        }
    }

    private static <B> Flamingock many(Place<B> place) {
        FlamingockBuilder builder =
                Flamingock.builder().service("many").auditStore(place.store()).targetSystems(place.home());
        for (int n = 1; n <= VERY_MANY; n++) {
            String id = String.format("%05d", n);
            builder.change(
                    id,
                    change -> change.order(id)
                            .execute(
                                    ChangeContext.class,
                                    place.boundType(),
                                    (context, bound) ->
                                            place.write(Place.HOME, bound, Effect.of("many", context, Effect.DONE))));
        }
        return builder.build();
    }

    /** What a server says when its disk is full, from the body of a change on until somebody has made room. */
    enum Full {
        POSTGRES(
                SqlServer.POSTGRES,
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
                        + " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON races_audit FOR EACH ROW EXECUTE FUNCTION full_disk()",
                "DROP TRIGGER full_disk ON races_audit",
                "No space left on device"),
        MARIADB(SqlServer.MARIADB, "SELECT 1", Full.TRIGGER, "DROP TRIGGER full_disk", "The table is full"),
        MYSQL(SqlServer.MYSQL, "SELECT 1", Full.TRIGGER, "DROP TRIGGER full_disk", "The table is full");

        private static final String TRIGGER = "CREATE TRIGGER full_disk BEFORE INSERT ON races_audit FOR EACH ROW"
                + " SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114, MESSAGE_TEXT = 'The table is full'";

        private final SqlServer server;
        private final String prepare;
        private final String fill;
        private final String empty;
        private final String says;

        Full(SqlServer server, String prepare, String fill, String empty, String says) {
            this.server = server;
            this.prepare = prepare;
            this.fill = fill;
            this.empty = empty;
            this.says = says;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_store_that_is_full_from_the_middle_of_a_run_on_leaves_each_effect_there_once(Full full) throws Exception {
        for (String from : List.of("2-marked", "3-none")) {
            String url = full.server.newUrl();
            try (Place<?> place = Place.at(url, url)) {
                place.create();
            }
            Trial trial = new Trial(Around.NOTHING, change -> {
                if (change.equals(from)) {
                    execute(url, full.prepare, full.fill);
                }
            });
            trial.grace(Duration.ofSeconds(1));

            assertThat(trial.fails(url, url)).isTrue();
            assertThat(trial.failure().toString()).contains(full.says);
            execute(url, full.empty);
            int decisions = trial.recover(url, url);

            System.out.printf("%-8s | full from %-8s on | %d decisions | each effect once%n", full, from, decisions);
            assertThat(decisions)
                    .as("the marker tells of one, only a human of the other")
                    .isEqualTo(from.equals("3-none") ? 1 : 0);
        }
    }

    /** The user of the application loses the right to write; what he may read, he still reads. */
    @ParameterizedTest
    @CsvSource({"2-marked, 0", "3-none, 1", "5-shared, 0"})
    void a_log_that_is_read_only_from_the_middle_of_a_run_on_leaves_each_effect_there_once(String from, int decisions) {
        String admin = SqlServer.POSTGRES.newUrl();
        String user = "reader" + READERS.incrementAndGet() + "of"
                + ProcessHandle.current().pid();
        try (Place<?> place = Place.at(admin, admin)) {
            place.create();
        }
        assertThat(Trial.undisturbed().fails(admin, admin))
                .as("creates the tables")
                .isFalse();
        String schema = admin.replaceFirst(".*currentSchema=(\\w+).*", "$1");
        execute(
                admin,
                "CREATE ROLE " + user + " LOGIN PASSWORD 'of-tests'",
                "GRANT USAGE ON SCHEMA " + schema + " TO " + user,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
        String url = admin.replaceFirst("user=\\w+", "user=" + user + "&password=of-tests");
        Trial trial = new Trial(Around.NOTHING, change -> {
            if (change.equals(from)) {
                execute(admin, "REVOKE INSERT ON races_audit FROM " + user);
            }
        });

        assertThat(trial.fails(url, url)).isTrue();
        assertThat(trial.failure().toString()).contains("permission denied");
        execute(admin, "GRANT INSERT ON races_audit TO " + user);

        assertThat(trial.recover(url, url)).isEqualTo(decisions);
    }

    private static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
