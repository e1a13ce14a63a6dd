package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.cli.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can go wrong around a call that has an application do something. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationFaultIT {

    @TempDir
    static Path folder;

    private static String app = "";

    @BeforeAll
    static void the_shop_is_packaged() {
        app = ApplicationJar.thin(folder).toString();
    }

    private static Call shop() {
        return Call.ofShop(Place.H2.newUrl(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            setup throws        | java.lang.IllegalStateException: no configuration
            setup lacks a class | java.lang.NoClassDefFoundError: com/acme/shop/Pool
            """)
    void a_setup_that_throws_is_said_to_have_thrown(String fault, String thrown) {
        Answer answer = new Call().with("SHOP_FAULT", fault).jar("plan", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(5);
        assertThat(answer.err()).contains("the FlamingockSetup of the application has thrown " + thrown);
    }

    @Test
    void what_is_wrong_with_the_settings_file_is_said_before_anything_runs() throws IOException {
        Path here = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(here.resolve("flamingock.yaml"), "stroe: x\n");

        Answer answer =
                Call.ofShop("jdbc:h2:file:" + here.resolve("log")).in(here).jar("run", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
        assertThat(answer.err()).contains("did you mean store?").doesNotContain("topics");
        assertThat(here.toFile().list()).containsExactly("flamingock.yaml");
    }

    @Test
    void no_password_that_only_the_application_knows_is_printed() {
        Answer answer = shop().with("SHOP_FAULT", "setup cannot connect").jar("run", "-v", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(5);
        assertThat(answer.err())
                .contains("connecting to jdbc:mysql://(host=h,user=u,password=…)/db", "u:…@i/db", "u/…@//h/db")
                .contains(" at io.flamingock.cli.ShopFault");
        assertThat(answer.all()).doesNotContain("open-sesame");
    }

    @Test
    void a_target_that_is_down_is_seven() {
        Answer answer = shop().with("SHOP_FAULT", "target is down").jar("run", "-v", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(7);
        assertThat(answer.err()).contains("partner");
        assertThat(answer.all()).doesNotContain("open-sesame");
    }

    @ParameterizedTest
    @CsvSource({"INT, true, 130", "TERM, false, 143"})
    void who_is_asked_to_end_stops_before_the_next_change_and_says_so(
            String signal, boolean asFromTerminal, int exitCode) {
        Call call = shop().with("SHOP_FAULT", "waits at deliveries");
        RunningCall run = call.start("run", "--app", app).awaitSaid("deliveries … (3 of 5)");
        ProcessHandle application = run.application();

        run.signal(signal, asFromTerminal ? Stream.of(run.handle(), application) : Stream.of(run.handle()));

        Answer answer = run.answer();
        assertThat(application.isAlive()).isFalse();
        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(exitCode);
        assertThat(answer.err())
                .contains("the run was stopped before change 'prices', which was not started")
                .contains("Start again to run what is pending");
        assertStoppedBeforePrices(call);
    }

    @Test
    void an_application_whose_caller_is_killed_stops_before_the_next_change() throws Exception {
        Call call = shop().with("SHOP_FAULT", "waits at deliveries");
        RunningCall run = call.start("run", "--app", app).awaitSaid("deliveries … (3 of 5)");
        ProcessHandle application = run.application();

        run.signal("KILL", Stream.of(run.handle()));

        assertThat(run.answer().exitCode()).isEqualTo(137);
        application.onExit().get(30, TimeUnit.SECONDS);
        assertStoppedBeforePrices(call);
    }

    @Test
    void an_application_is_not_left_alone_by_a_caller_that_does_not_understand_it() {
        Call call = shop().with("SHOP_FAULT", "garbles at deliveries");

        Answer answer = call.jar("run", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(70);
        assertStoppedBeforePrices(call);
    }

    private static void assertStoppedBeforePrices(Call call) {
        String log = call.inThisProcess("audit", "list").out();
        assertThat(log).contains("deliveries").doesNotContain("prices");
        assertThat(log.lines().filter(line -> line.contains("deliveries") && line.contains("EXECUTED")))
                .hasSize(1);
    }

    @Test
    void what_a_process_of_the_application_writes_is_passed_on_and_its_end_is_not_awaited() {
        Answer answer = shop().with("SHOP_FAULT", "starts a process at topics").jar("run", "--app", app);

        Matcher stays = Pattern.compile("process (\\d+) stays").matcher(answer.err());
        assertThat(stays.find()).as(answer.all()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(stays.group(1))))
                .as("it is there still")
                .hasValueSatisfying(ProcessHandle::destroyForcibly);
        assertThat(answer.exitCode()).as(answer.all()).isZero();
        assertThat(answer.err().lines()).contains("half a line");
        assertThat(answer.out()).contains("5 executed");
    }

    @Test
    void what_was_confirmed_is_undone_or_nothing() {
        Call call = shop();
        assertThat(call.jar("baseline", "--up-to", "mails", "--reason", "old", "--app", app)
                        .exitCode())
                .isZero();

        Answer answer = call.with("SHOP_FAULT", "another operator is faster")
                .jar("undo", "--last", "1", "--reason", "too early", "--yes", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
        assertThat(answer.out()).contains("mails").doesNotContain("prices");
        assertThat(answer.err())
                .contains("nothing was undone: the log says something else than what was confirmed")
                .contains("Change 'mails' was executed by entry 5, and is now MARKED_ROLLED_BACK by entry 6");
        assertThat(call.with("SHOP_FAULT", "").jar("status").out()).doesNotContain(" ROLLED_BACK");
    }
}
