package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.servers.child.ChildProcess;
import io.flamingock.sql.SqlServers;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Instances in processes of their own that start at the same moment, of one version or of two. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TogetherTest {

    private static final int TIMES = 12;

    private static ChildProcess one;
    private static ChildProcess other;

    private final String url = SqlServers.postgresUrl();
    private final DataSource database = SqlServers.postgres(url);

    @BeforeAll
    static void startProcesses() {
        one = ChildProcess.start(TogetherProgram.class);
        other = ChildProcess.start(TogetherProgram.class);
    }

    @AfterAll
    static void endProcesses() {
        one.close();
        other.close();
    }

    @RepeatedTest(TIMES)
    void of_two_that_start_together_one_does_all_and_the_other_waits_without_ever_holding_the_lease() {
        createTables();

        List<String> results = together("2", "2", true);

        assertThat(results).containsExactlyInAnyOrder("2 executed", "nothing after waiting");
        assertThat(number("SELECT token FROM flamingock_lock")).isEqualTo(1);
        assertThat(SqlServers.query(database, "SELECT owner FROM flamingock_lock"))
                .isNull();
        assertThat(entries()).isEqualTo(5); // 1 STARTED and EXECUTED, 2 STARTED and EXECUTED, COMPLETED
        assertEffectsOnce();
    }

    @RepeatedTest(TIMES)
    void an_old_and_a_new_version_do_not_take_turns(RepetitionInfo repetition) {
        createTables();
        switch (repetition.getCurrentRepetition() % 3) {
            case 0 -> assertThat(together("1", "2", false)).anyMatch(result -> result.contains("executed"));
            case 1 -> alone(one, "1");
            default -> alone(other, "2");
        }
        alone(one, "1");
        alone(other, "2");
        long entries = entries();
        long token = number("SELECT token FROM flamingock_lock");

        List<String> results = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            results.add(alone(one, "1"));
            results.add(alone(other, "2"));
            results.addAll(together("1", "2", false));
        }

        assertThat(results).containsOnly("nothing");
        assertThat(entries()).isEqualTo(entries);
        assertThat(number("SELECT token FROM flamingock_lock")).isEqualTo(token).isLessThanOrEqualTo(2);
        assertEffectsOnce();
    }

    private void createTables() {
        SqlServers.execute(database, "CREATE TABLE effect (change_id TEXT)", "CREATE TABLE gate (waits INT)");
    }

    private List<String> together(String version, String otherVersion, boolean untilOtherWaits) {
        prepare(one, version, untilOtherWaits);
        prepare(other, otherVersion, untilOtherWaits);
        one.tell("go");
        other.tell("go");
        return List.of(result(one), result(other));
    }

    private String alone(ChildProcess process, String version) {
        prepare(process, version, false);
        process.tell("go");
        return result(process);
    }

    private void prepare(ChildProcess process, String version, boolean untilOtherWaits) {
        process.tell(url + " " + version + " " + untilOtherWaits);
        assertThat(process.await("READY")).isPresent();
    }

    private static String result(ChildProcess process) {
        String result = process.await("RESULT").orElseThrow();
        assertThat(result).doesNotStartWith("thrown");
        return result;
    }

    private void assertEffectsOnce() {
        assertThat(SqlServers.query(database, "SELECT string_agg(change_id, ',' ORDER BY change_id) FROM effect"))
                .isEqualTo("1,2");
    }

    private long entries() {
        return number("SELECT count(*) FROM flamingock_audit");
    }

    private long number(String sql) {
        return Long.parseLong(SqlServers.query(database, sql));
    }
}
