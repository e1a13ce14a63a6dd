package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.cli.Call.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The night with the application at hand: run, fail, die, decide, go on, undo, and the proof. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationNightIT {

    @TempDir
    static Path folder;

    private static String app = "";

    @BeforeAll
    static void the_shop_is_packaged() {
        app = ApplicationJar.thin(folder).toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"H2", "POSTGRES", "MONGODB"})
    void a_run_fails_one_dies_both_are_decided_and_two_changes_are_undone(Place place) {
        String url = place.newUrl(folder);
        Call call = Call.ofShop(url).with("FLAMINGOCK_OPERATOR", "nora");

        Answer failed = call.with("SHOP_FAULT", "fails at deliveries").jar("run", "--app", app);
        assertThat(failed.exitCode()).as(failed.all()).isEqualTo(1);
        assertThat(failed.err())
                .contains("deliveries … (3 of 5)", "change 'deliveries'", "is now FAILED")
                .contains(
                        "issue resolve deliveries --seq 6 --as rolled-back",
                        "--app " + app,
                        "the shop is not talking to Flamingock");
        assertThat(failed.out()).doesNotContain("the shop is not talking");
        paste(call, failed.err(), "rolled-back");

        RunningCall dying = call.with("SHOP_FAULT", "waits at prices")
                .start("run", "--app", app)
                .awaitSaid("prices … (2 of 3)");
        dying.signal("KILL", Stream.of(dying.application()));
        Answer died = dying.answer();
        assertThat(died.exitCode()).as(died.all()).isEqualTo(1);
        assertThat(died.err()).contains("ended with 137 before it had told what happened");

        Answer stopped = call.with("SHOP_FAULT", "").jar("run", "--app", app);
        assertThat(stopped.exitCode()).as(stopped.all()).isEqualTo(3);
        Answer list = call.jar("issue", "list");
        assertThat(list.exitCode()).as(list.all()).isEqualTo(3);
        assertThat(list.out()).contains("prices", "STARTED").doesNotContain("deliveries");
        decide(call, "prices", "executed");

        Answer done = call.jar("run", "--app", app);
        assertThat(done.exitCode()).as(done.all()).isZero();
        assertThat(done.out()).contains("1 executed, 4 skipped", "head of the log");

        Map<String, Object> undone = Documents.valid(
                call.jar("undo", "--to", "deliveries", "--reason", "too early", "--yes", "--json", "--app", app), 0);
        assertThat(undone.get("toBeUndone").toString()).containsSubsequence("mails", "prices");
        assertThat(undone.get("outcomes").toString()).containsSubsequence("Undone", "mails", "Undone", "prices");
        Map<String, Object> verified = Documents.valid(call.jar("audit", "verify", "--json"), 0);

        place.alterReason(url, 7);
        Answer altered = call.jar("audit", "verify", "--expect-head", String.valueOf(verified.get("head")));
        assertThat(altered.exitCode()).as(altered.all()).isEqualTo(5);
        assertThat(altered.out()).contains("entry 7 was altered after it was written");
    }

    /** As somebody would: looks, copies the line, and pastes it. */
    private static void decide(Call call, String change, String finding) {
        paste(call, call.jar("issue", "get", change).out(), finding);
    }

    private static void paste(Call call, String text, String finding) {
        String printed = text.lines()
                .filter(line -> line.contains("issue resolve") && line.contains("--as " + finding))
                .map(line -> line.substring(line.indexOf("java -jar")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text));
        Answer resolved = call.shell(printed.replace(IssueText.REASON, "I have looked"));
        assertThat(resolved.exitCode()).as(resolved.all()).isZero();
    }

    @Test
    void a_plan_is_the_same_from_a_jar_of_spring_boot_and_can_fail_a_pipeline() {
        Call call = Call.ofShop(Place.H2.newUrl(folder));

        Map<String, Object> plan = Documents.valid(
                call.jar(
                        "plan",
                        "--fail-if-pending",
                        "--json",
                        "--app",
                        ApplicationJar.boot(folder).toString()),
                6);

        assertThat((List<?>) plan.get("plan"))
                .hasSize(5)
                .allSatisfy(it -> assertThat(it.toString()).contains("decision=Run", "target=partner", "mode=NONE"));
    }

    @Test
    void one_jar_with_everything_in_it_is_planned_run_and_looked_at() {
        Call call = Call.ofShop(Place.H2.newUrl(folder));
        String shaded = ApplicationJar.shaded(folder).toString();

        Answer plan = call.jar("plan", "--app", shaded);
        assertThat(plan.exitCode()).as(plan.all()).isZero();
        assertThat(plan.out()).containsSubsequence("topics", "customers", "deliveries", "prices", "mails");

        Answer run = call.jar("run", "--app", shaded);
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("5 executed", "head of the log");

        Map<String, Object> status = Documents.valid(call.jar("status", "--json"), 0);
        assertThat((List<?>) status.get("changes"))
                .hasSize(5)
                .allSatisfy(it -> assertThat(it.toString()).contains("EXECUTED"));
    }

    @Test
    void what_is_there_already_is_a_baseline_and_an_undo_asks_first() {
        Call call = Call.ofShop(Place.H2.newUrl(folder));

        Documents.valid(call.jar("baseline", "--up-to", "mails", "--reason", "old", "--json", "--app", app), 0);
        assertThat(call.jar("plan", "--app", app).out()).contains("skip", "IMPORTED");

        Answer asked = call.jar("undo", "--last", "2", "--reason", "no", "--app", app);
        assertThat(asked.exitCode()).as(asked.all()).isEqualTo(2);
        assertThat(asked.out()).containsSubsequence("mails", "prices").doesNotContain("deliveries");
        assertThat(asked.err()).contains("nothing was undone", "--yes");

        Answer accepted = call.jar("accept", "mails", "--seq", "5", "--reason", "right", "--app", app);
        assertThat(accepted.exitCode()).as(accepted.all()).isEqualTo(2);
        assertThat(accepted.err()).contains("is declared as it was applied: there is nothing to accept");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | plan                          | say --app JAR or --classpath PATH
            2 | plan --app nowhere.jar        | there is no application 'nowhere.jar'
            2 | undo --reason x               | Say one of ID, --to ID, --last N
            2 | undo a --by-hand --reason x   | --seq N
            2 | accept a --reason x           | --seq
            5 | plan --classpath CORE         | has no FlamingockSetup
            """)
    void what_is_missing_is_named(int exitCode, String call, String said) {
        String core = Path.of(io.flamingock.Flamingock.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();

        String[] words = call.strip().replace("CORE", core).split(" +", -1);
        Answer answer = exitCode == 5 ? new Call().jar(words) : new Call().inThisProcess(words);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(exitCode);
        assertThat(answer.err()).contains(said);
    }
}
