package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.cli.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, and where they type it: numbers 47 to 50 of the wrong inputs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrongCallIT {

    @TempDir
    static Path folder;

    private static String url = "";

    @BeforeAll
    static void a_start_has_failed() {
        url = Place.H2.newUrl(folder);
        Place.H2.use(url, Shop::fails);
    }

    private static Call shop() {
        return new Call().with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_SERVICE", "shop");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            stauts                                             | Did you mean status
            status --stroe x                                   | Did you mean --store
            issue                                              | list, get, resolve
            issue resolve nothing-like-it --seq 1 --as executed --reason seen | the log has no entry about a change 'nothing-like-it'
            issue resolve topics --seq 1 --as executed --reason seen          | is not the newest about change 'topics'
            issue resolve topics --seq 2 --as executed --reason seen          | 'topics' is no issue to be resolved: it is EXECUTED
            issue resolve --change topics --seq 1 --as executed --reason seen | is not the newest about change 'topics'
            issue resolve topics --change deliveries           | Say one id
            status --stroe jdbc:mysql://u:open-sesame@h/x      | jdbc:mysql://u:…@h/x
            issue resolve deliveries --seq 6 --as executed     | Say --reason
            issue resolve deliveries --seq 6 --as perhaps --reason seen       | executed or rolled-back, not 'perhaps'
            issue get topics                                   | 'topics' is no issue
            audit list --since yesterday                       | is no time
            audit show 99                                      | has no entry 99: it ends with 6
            audit verify --expect-head 7                       | a head is SEQ:HASH
            audit export --out /nowhere/at/all.json            | cannot be written
            report --out /nowhere/at/all.html                  | cannot be written
            report --format pdf                                | html, json
            report --expect-head 7                             | a head is SEQ:HASH
            status --store jdbc:oracle:thin:@x                 | --driver-path
            status --store ftp://x                             | begins with jdbc:
            status --password                                  | no terminal to ask on
            """)
    void a_wrong_call_ends_with_two_and_says_what_to_write(String call, String said) {
        Answer answer = shop().inThisProcess(call.strip().split(" +"));

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
        assertThat(answer.err()).contains(said).doesNotContain("\tat ", "Exception");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void help_is_what_the_commands_say_of_themselves() {
        Answer built = new Call().inThisProcess("--help");

        assertThat(HelpText.TEXT)
                .as("HelpText, which 'COLUMNS=79 flamingock --help' prints anew but for the width")
                .isEqualToNormalizingNewlines(built.out());
        assertThat(new Call().jar("--help").out()).isEqualToNormalizingNewlines(built.out());
        assertThat(new Call().with("COLUMNS", "60").jar("-h").out().lines()).allMatch(line -> line.length() <= 60);
    }

    @Test
    void a_reason_in_which_nothing_can_be_read_is_none() {
        Answer answer = shop().inThisProcess(
                        "issue", "resolve", "deliveries", "--seq", "6", "--as", "executed", "--reason", " ");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("needs a name and a reason");
    }

    @Test
    void the_words_of_the_other_tool_are_understood_and_ask_for_what_was_seen() {
        Answer without = shop().inThisProcess("audit", "fix", "-c", "deliveries", "-r", "APPLIED");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.out()).contains("change deliveries is FAILED (entry 6", "--seq 6");

        Answer stale = shop().inThisProcess(
                        "audit", "fix", "-c", "topics", "-r", "ROLLED_BACK", "--seq", "1", "--reason", "x");
        assertThat(stale.exitCode()).isEqualTo(2);
        assertThat(stale.err()).contains("is not the newest about change 'topics'");
    }

    @Test
    void a_store_that_is_not_there_is_seven_and_one_paragraph_without_the_password() {
        Answer answer = new Call()
                .with("FLAMINGOCK_PASSWORD", "open-sesame")
                .jar("status", "--service", "s", "--user", "u", "--store", "jdbc:postgresql://127.0.0.1:9/x");

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(7);
        assertThat(answer.err().strip().lines()).as("one paragraph").hasSize(1);
        assertThat(answer.err()).contains("See that the store runs").doesNotContain("open-sesame", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            at jdbc:mysql://(host=h,user=u,password=p)/db | at jdbc:mysql://(host=h,user=u,password=…)/db
            jdbc:mysql://address=(host=h)(password=p)(port=1)/db | jdbc:mysql://address=(host=h)(password=…)(port=1)/db
            jdbc:mysql://a:p@h:3306,b:q/r@i/db | jdbc:mysql://a:…@h:3306,b:…@i/db
            jdbc:postgresql://h:5432,i:5432/db?sslpassword=p&user=u@x | jdbc:postgresql://h:5432,i:5432/db?sslpassword=…&user=u@x
            jdbc:sqlserver://h;password={p;q};user=u | jdbc:sqlserver://h;password=…;user=u
            mongodb://u:p%40q@h:27017,i:27017/db (p@q) | mongodb://u:…@h:27017,i:27017/db (…)
            https://h:8080/a@b and key.password='p q' | https://h:8080/a@b and key.password=…
            """)
    void of_an_address_everything_is_shown_but_the_password(String address, String shown) {
        Secrets secrets = new Secrets(Map.of("SHOP_URL", address));

        assertThat(secrets.takenOutOf(address)).isEqualTo(shown);
    }

    @Test
    void with_verbose_the_trace_is_there_and_the_password_of_the_address_is_not() {
        Answer answer = new Call()
                .jar("status", "-v", "--service", "s", "--store", "jdbc:mariadb://u:open-sesame@127.0.0.1:9/x");

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(7);
        assertThat(answer.err()).contains(" at io.flamingock.").doesNotContain("open-sesame");
    }

    @Test
    void looking_at_a_file_that_is_not_there_does_not_create_it() {
        for (String kind : new String[] {"jdbc:h2:file:", "jdbc:sqlite:"}) {
            Answer answer = new Call().jar("status", "--service", "s", "--store", kind + folder.resolve("none"));

            assertThat(answer.exitCode()).as(answer.all()).isEqualTo(7);
        }
        assertThat(folder.toFile().list((dir, name) -> name.startsWith("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --quiet",
                "issue list",
                "issue get",
                "audit list",
                "audit show 1",
                "audit verify"
            })
    void of_a_service_without_a_log_it_is_not_said_that_all_is_well(String call) {
        Answer answer = shop().inThisProcess((call + " --service another").split(" "));

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(8);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("the store has no log of service 'another': no run has written to it yet")
                .doesNotContain("[D18]");
    }

    @Test
    void a_service_in_another_case_is_said_to_be_there() {
        Answer answer = shop().inThisProcess("status", "--service", "Shop", "--json");

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(8);
        assertThat(answer.err()).contains("has no log of service 'Shop': it has one of 'shop'; say --service shop");
    }

    @Test
    void a_misspelt_variable_is_warned_of_with_the_nearest() {
        Answer answer = shop().with("FLAMINGOCK_OPRATOR", "nora").jar("lock", "show");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.err()).contains("WARN: the variable FLAMINGOCK_OPRATOR", "did you mean FLAMINGOCK_OPERATOR?");
    }

    @Test
    void forty_columns_are_enough_and_without_a_terminal_there_is_no_colour() {
        Answer narrow = shop().with("COLUMNS", "40").jar("status");

        assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 40);
        assertThat(narrow.out()).contains("deliveries", "FAILED", "decide").doesNotContain("\u001B");
    }

    @Test
    void colours_are_for_terminals_and_for_those_who_want_them() {
        String java = "java -Dflamingock.terminal=true -jar " + Call.JAR;

        assertThat(shop().with("TERM", "xterm").shell(java + " status").out()).contains("\u001B[1;31m");
        assertThat(shop().with("TERM", "xterm")
                        .with("NO_COLOR", "1")
                        .shell(java + " status")
                        .out())
                .doesNotContain("\u001B");
    }

    @Test
    void whoever_reads_no_further_is_left_in_peace() {
        Answer answer = shop().shell("java -jar " + Call.JAR + " audit export --format csv | head -1");

        assertThat(answer.out()).startsWith("service,seq").hasLineCount(1);
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void the_settings_file_says_where_and_holds_no_password() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        Files.writeString(here.resolve("flamingock.yaml"), "store: '" + url + "'\nservice: shop\n");
        assertThat(new Call().in(here).jar("issue", "list").out()).contains("deliveries");

        Files.writeString(here.resolve("flamingock.yaml"), "stroe: x\n");
        assertThatThrownBy(() -> SettingsFile.in(here)).hasMessageContaining("did you mean store?");

        Files.writeString(here.resolve("flamingock.yaml"), "password: x\n");
        assertThatThrownBy(() -> SettingsFile.in(here)).hasMessageContaining("a password does not belong here");

        Files.writeString(here.resolve("flamingock.yaml"), "- x\n");
        assertThatThrownBy(() -> SettingsFile.in(here)).hasMessageContaining("line 1 is not of the form");
    }

    @Test
    void the_start_script_finds_its_jar_and_prints_commands_that_begin_with_itself() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("a folder"));
        Path script = Files.copy(Path.of(System.getProperty("start.script")), bin.resolve("flamingock"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.copy(Call.JAR, bin.resolve("flamingock-cli.jar"));
        Call call = shop().with("FLAMINGOCK_CACHE", folder.resolve("cache").toString());

        Answer get = call.shell("'" + script + "' issue get");
        assertThat(get.exitCode()).as(get.all()).isZero();
        assertThat(get.out()).contains("'" + script + "' issue resolve deliveries --seq 6 --as executed");
        Path archive = folder.resolve("cache/classes.jsa");
        assertThat(archive).isNotEmptyFile();

        assertThat(call.shell("sh -x '" + script + "' --help").err()).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(call.shell("'" + script + "' --version").out()).startsWith("flamingock 0.");
    }
}
