package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other programs read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentsIT {

    @TempDir
    static Path folder;

    private static final Call CALL = new Call();

    @BeforeAll
    static void a_start_has_failed() {
        String url = Place.H2.newUrl(folder);
        CALL.with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_SERVICE", "shop");
        Place.H2.use(url, Shop::fails);
    }

    @ParameterizedTest
    @CsvSource({
        "3, status",
        "3, issue list",
        "0, issue get",
        "2, issue get topics",
        "2, issue resolve deliveries",
        "2, issue resolve deliveries --seq 1 --as executed --reason seen",
        "0, audit list --state FAILED",
        "0, audit show 6",
        "2, audit show 99",
        "0, audit export",
        "0, audit verify",
        "0, lock show",
        "3, report",
        "2, report --format html",
        "0, schema",
        "0, completion zsh",
        "2, stauts"
    })
    void every_command_prints_what_the_schema_says(int exitCode, String command) {
        Map<String, Object> document = Documents.valid(CALL.inThisProcess((command + " --json").split(" ")), exitCode);

        assertThat(document).containsKeys("format", "command");
    }

    @Test
    void the_lock_of_a_living_holder_is_shown_stays_and_is_released_by_its_token_alone() {
        String url = Place.H2.newUrl(folder);
        Call call = new Call().with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_SERVICE", "shop");
        Place.H2.use(url, Shop::fails);
        Holder holder = new Holder("0", new Runner("shop-app", "1.2.3", "far-away", 4711, "shop"));
        Place.H2.use(url, store -> store.tryAcquire("shop", holder, Duration.ofMinutes(5)));

        Map<String, Object> refused = Documents.valid(
                call.jar(
                        "issue",
                        "resolve",
                        "deliveries",
                        "--seq",
                        "6",
                        "--as",
                        "executed",
                        "--reason",
                        "seen",
                        "--json"),
                4);
        assertThat(refused.toString()).contains("far-away pid 4711", "nothing is decided while a run is active");

        Map<String, Object> shown = Documents.valid(call.jar("lock", "show", "--json"), 0);
        Object token = ((Map<?, ?>) shown.get("lock")).get("token");
        assertThat(shown.get("lock").toString()).contains("held=true", "host=far-away", "pid=4711");

        Documents.valid(call.jar("lock", "release", "--token", "99", "--reason", "hangs", "--json"), 2);
        assertThat(Documents.valid(
                        call.jar("lock", "release", "--token", token.toString(), "--reason", "hangs", "--json"), 0))
                .containsEntry("released", token);
        assertThat(call.jar("audit", "list", "--state", "FORCE_RELEASED").out()).contains("hangs");
    }

    @Test
    void a_table_for_a_spreadsheet_holds_no_formula() {
        List<String> lines =
                CALL.jar("audit", "export", "--format", "csv").out().lines().toList();

        assertThat(lines.get(0)).startsWith("service,seq,format,kind");
        assertThat(lines).anyMatch(line -> line.contains("\"'=the partner has answered"));
        assertThat(lines).noneMatch(line -> line.matches(".*(^|,)\"?[=+@].*"));
    }

    @Test
    void one_document_a_line_is_one_entry_a_line() {
        List<String> lines =
                CALL.jar("audit", "export", "--format", "jsonl").out().lines().toList();

        assertThat(lines).hasSize(6).allMatch(line -> line.startsWith("{\"service\":\"shop\",\"seq\":"));
    }
}
