package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.cli.Call.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A night on each kind of store: a start has failed, somebody is called, looks, decides, and the next start goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogNightIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"H2", "MARIADB", "SQLITE"})
    void the_operator_looks_decides_by_the_printed_command_and_proves_the_log(Place place) {
        String url = place.newUrl(folder);
        Call call = new Call().with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_OPERATOR", "nora");
        place.use(url, Shop::fails);

        Answer status = call.jar("status", "--service", "shop");
        assertThat(status.exitCode()).as(status.all()).isEqualTo(3);
        assertThat(status.out().lines().skip(1).map(LogNightIT::firstWord))
                .as("issues on top")
                .containsExactly("deliveries", "topics", "customers");

        Answer list = call.jar("issue", "list", "--service", "shop");
        assertThat(list.exitCode()).as(list.all()).isEqualTo(3);
        assertThat(list.out()).contains("deliveries", "FAILED").doesNotContain("topics", "customers");

        Answer get = call.jar("issue", "get", "deliveries", "--service", "shop");
        assertThat(get.exitCode()).as(get.all()).isZero();
        assertThat(get.out())
                .contains("change deliveries is FAILED", "target   partner", "its effect may be there in part")
                .contains("the partner has answered <script>alert(1)</script>");
        String printed = get.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("issue resolve") && line.contains("--as rolled-back"))
                .findFirst()
                .orElseThrow();
        assertThat(printed).startsWith("java -jar ").contains("--seq 6").doesNotContain("--store");

        Answer resolved = call.shell(printed.replace(IssueText.REASON, "it is not there: I have looked"));
        assertThat(resolved.exitCode()).as(resolved.all()).isZero();
        assertThat(resolved.out()).contains("'deliveries' is recorded as MARKED_ROLLED_BACK by nora");

        place.use(url, store -> Shop.on(store, true).run());
        Map<String, Object> verified = Documents.valid(call.jar("audit", "verify", "--service", "shop", "--json"), 0);
        assertThat(verified).containsEntry("valid", true);
        assertThat(call.jar("status", "--service", "shop").exitCode()).isZero();

        place.alterReason(url, 7);
        Answer altered =
                call.jar("audit", "verify", "--service", "shop", "--expect-head", String.valueOf(verified.get("head")));
        assertThat(altered.exitCode()).as(altered.all()).isEqualTo(5);
        assertThat(altered.out()).contains("[H25] entry 7 was altered after it was written");
    }

    @ParameterizedTest
    @EnumSource(value = Place.class, names = "MONGODB", mode = EnumSource.Mode.EXCLUDE)
    void the_schema_is_what_creates_the_tables(Place place) throws Exception {
        String url = place.newUrl(folder);
        place.use(url, store -> store.lease("shop")); // so that there is a database in the file

        Answer schema = new Call().jar("schema", "--store", url);

        assertThat(schema.exitCode()).as(schema.all()).isZero();
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (String sql : schema.out().split(";", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        place.use(
                url,
                store -> Shop.on(((io.flamingock.sql.SqlAuditStore) store).autoCreate(false), true)
                        .run());
    }

    @ParameterizedTest
    @EnumSource(value = Place.class, names = "POSTGRES")
    void who_comes_second_hears_of_the_first(Place place) {
        String url = place.newUrl(folder);
        Call call = new Call().with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_SERVICE", "shop");
        place.use(url, Shop::fails);
        String[] decision = {"issue", "resolve", "deliveries", "--seq", "6", "--as", "executed", "--reason", "seen"};
        assertThat(call.with("FLAMINGOCK_OPERATOR", "nora").jar(decision).exitCode())
                .isZero();

        Answer second = call.with("FLAMINGOCK_OPERATOR", "otto").inThisProcess(decision);

        assertThat(second.exitCode()).as(second.all()).isEqualTo(2);
        assertThat(second.err()).contains("MARKED_EXECUTED", "decided by nora", "'audit list'");
        place.use(url, store -> {
            try {
                Object unused = Shop.on(store, false).run();
            } catch (OpenIssuesException e) {
                throw new AssertionError("it was decided", e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Place.class, names = "H2")
    void the_error_of_an_earlier_attempt_is_not_shown_as_that_of_the_one_to_be_decided(Place place) {
        String url = place.newUrl(folder);
        Call call = new Call().with("FLAMINGOCK_STORE", url).with("FLAMINGOCK_SERVICE", "shop");
        place.use(url, Shop::fails);
        assertThat(call.inThisProcess("issue", "get").out())
                .contains("The error of entry 6:", "the partner has answered");
        String[] decision = {"issue", "resolve", "deliveries", "--seq", "6", "--as", "rolled-back", "--reason", "seen"};
        assertThat(call.inThisProcess(decision).exitCode()).isZero();
        place.use(url, LogNightIT::diesInTheSecondAttempt);

        Answer get = call.inThisProcess("issue", "get");

        assertThat(get.out())
                .contains("change deliveries is STARTED (entry 8, attempt 2", "No error of attempt 2 was recorded.")
                .doesNotContain("The error of entry");
        Answer json = call.inThisProcess("issue", "list", "--json");
        assertThat(json.out()).contains("\"attempt\" : 2").doesNotContain("the partner has answered");
    }

    private static void diesInTheSecondAttempt(AuditStore store) {
        AuditLog log = store.log(Shop.SERVICE);
        List<AuditEntry> entries = log.read(0);
        AuditEntry first = entries.get(4);
        assertThat(first.event().state()).isEqualTo(State.STARTED);
        Subject of = first.subject();
        Subject second = new Subject(
                of.stage(),
                of.changeId(),
                of.order(),
                of.author(),
                of.description(),
                of.source(),
                of.target(),
                of.mode(),
                of.recovery(),
                2);
        Content started = new Content(first.event(), second, first.written(), null, null, Map.of());
        Head head = entries.get(6).head();
        log.append(head, List.of(AuditEntry.after(head, Shop.SERVICE, started)));
    }

    private static String firstWord(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
