package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.cli.Call.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that people get of a night, before and after somebody has altered an entry. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportIT {

    @TempDir
    static Path folder;

    private static Path file = Path.of("");
    private static Document asWritten = new Document("");
    private static Document altered = new Document("");
    private static Map<String, Object> document = Map.of();

    @BeforeAll
    static void a_night_is_reported_twice() throws IOException {
        ReportedNight night = new ReportedNight(folder);
        file = folder.resolve("report.html");
        Files.writeString(file, "an older report");
        Answer first = night.call().jar("report", "--out", file.toString());
        assertThat(first.exitCode()).as(first.all()).isEqualTo(3);
        assertThat(first.out()).isEmpty();
        assertThat(first.err()).contains("report written to " + file);
        asWritten = Jsoup.parse(file.toFile());
        document = Documents.valid(night.call().inThisProcess("report", "--format", "json", "--out", "-"), 3);

        night.isAltered();
        Answer second = night.call().inThisProcess("report");
        assertThat(second.exitCode()).as(second.err()).isEqualTo(5);
        altered = Jsoup.parse(second.out());
    }

    @Test
    void it_says_how_the_changes_of_a_target_system_stand() {
        assertThat(asWritten.select("h3").eachText()).contains("partner");
        assertThat(row("#changes", "topics")).contains("✓ EXECUTED", "shop-app 1.2.3 on", "NONE", "ms", "nothing");
        assertThat(row("#changes", ReportedNight.ID)).contains("✗ FAILED", "STOPS: decide");
        assertThat(row("#changes", "mails")).contains("↺ ROLLED_BACK", "otto (operator)", "runs it");
    }

    @Test
    void it_says_what_is_to_be_decided_and_how() {
        Element issue = section(asWritten, "#issues").selectFirst("article");

        assertThat(issue).isNotNull();
        assertThat(issue.select("h3").text()).isEqualTo(ReportedNight.ID);
        assertThat(issue.text()).contains(ReportedNight.MESSAGE, "Idempotency key", "MARKED_ROLLED_BACK");
        assertThat(issue.select("pre").eachText())
                .anyMatch(it -> it.contains("issue resolve") && it.contains("--seq 19 --as executed"))
                .anyMatch(it -> it.contains("--seq 19 --as rolled-back"));
        assertThat(section(asWritten, "#issues").select("article")).hasSize(1);
    }

    @Test
    void it_says_when_what_ran_who_decided_what_and_why() {
        List<String> runs = section(asWritten, "#runs").select("tbody > tr").eachText();
        assertThat(runs).hasSize(6);
        assertThat(runs.get(0)).contains("1 FAILED", ReportedNight.MESSAGE, "18–19");
        assertThat(runs.get(3)).contains("3 EXECUTED, COMPLETED");
        assertThat(runs.get(5)).contains("2 EXECUTED, 1 FAILED", "1–6");

        List<String> decisions =
                section(asWritten, "#decisions").select("tbody > tr").eachText();
        assertThat(decisions).hasSize(3);
        assertThat(decisions.get(0)).contains("nora", "1 MARKED_ROLLED_BACK", "the partner wants it back");
        assertThat(decisions.get(1)).contains("otto", "undo, 1 ROLLED_BACK", "mails", "too early", "15–16");
        assertThat(decisions.get(2)).contains("nora", ReportedNight.REASON);
    }

    @Test
    void it_draws_runs_and_durations_and_says_in_words_what_it_draws() {
        assertThat(section(asWritten, "#runs").select("svg g")).hasSize(6);
        assertThat(section(asWritten, "#durations").select("svg g")).hasSize(8);
        assertThat(section(asWritten, "#durations").select("svg desc").text()).contains("topics, attempt 1: ");
        assertThat(section(asWritten, "#durations").select("svg text").text()).contains("ms, EXECUTED", "ms, FAILED");
    }

    @Test
    void it_says_whether_the_log_is_as_it_was_written_and_where_it_ends() {
        String head = String.valueOf(document.get("head"));
        assertThat(head).startsWith(ReportedNight.ENTRIES + ":");
        assertThat(section(asWritten, "#chain").text())
                .contains(
                        "✓ As it was written", "19 entries", "Head of the log " + head, "Expected head none was named")
                .contains("audit verify --expect-head " + head);
        assertThat(asWritten.select("header p time").attr("datetime")).endsWith("Z");

        assertThat(altered.select("main > dl").text()).contains("✗ NOT as it was written", "[H25] entry 7 was altered");
        assertThat(section(altered, "#chain").text()).contains("Last entry that is as it was written 6:");
        assertThat(section(altered, "#decisions").text()).contains("altered").doesNotContain(ReportedNight.REASON);
    }

    @Test
    void its_document_says_the_same() {
        assertThat(document).containsEntry("valid", true).containsEntry("entryCount", ReportedNight.ENTRIES);
        assertThat((List<?>) document.get("changes")).hasSize(5);
        assertThat((List<?>) document.get("issues")).hasSize(1);
        assertThat((List<?>) document.get("runs")).hasSize(6);
        assertThat(document.get("runs").toString()).contains(ReportedNight.REASON, ReportedNight.MESSAGE);
    }

    @Test
    void nothing_of_a_log_becomes_markup_and_nothing_is_fetched() throws IOException {
        for (Document page : List.of(asWritten, altered)) {
            assertThat(page.select("script, img, iframe, object, embed, form, base, audio, video"))
                    .isEmpty();
            assertThat(page.select("link").eachAttr("href")).containsExactly("data:,");
            assertThat(page.select("a").eachAttr("href")).isNotEmpty().allMatch(it -> it.startsWith("#"));
            assertThat(page.getAllElements().stream().flatMap(it -> it.attributes().asList().stream()))
                    .noneMatch(it -> it.getKey().startsWith("on") || it.getKey().matches("src|style|action|srcset"));
        }
        assertThat(Files.readString(file)).doesNotContain("url(", "@import", "an older report", "alert('id')");
        assertThat(asWritten.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void it_is_well_formed_and_made_for_those_who_hear_it() throws Exception {
        byte[] page = Files.readAllBytes(file);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(page))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("html");

        assertThat(asWritten.select("h1")).hasSize(1);
        assertThat(asWritten.select("html").attr("lang")).isEqualTo("en");
        assertThat(asWritten.select("table")).isNotEmpty().allSatisfy(table -> {
            assertThat(table.select("caption").text()).isNotBlank();
            assertThat(table.select("thead th[scope=col]"))
                    .hasSameSizeAs(table.select("tbody > tr").get(0).children());
            assertThat(table.select("tbody th[scope=row]")).hasSameSizeAs(table.select("tbody > tr"));
        });
        List<String> ids = asWritten.select("[id]").eachAttr("id");
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(asWritten.select("svg")).hasSize(2).allSatisfy(svg -> {
            assertThat(ids).contains(svg.attr("aria-labelledby").split(" "));
            assertThat(svg.select("title").text() + svg.select("desc").text()).isNotBlank();
        });
        assertThat(asWritten.select("a").eachAttr("href")).allMatch(it -> ids.contains(it.substring(1)));
    }

    @Test
    void an_entry_that_cannot_be_read_leaves_what_is_before_it() throws IOException {
        ReportedNight night = new ReportedNight(folder);
        night.cannotBeRead();

        Answer answer = night.call().inThisProcess("report");
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(5);
        Document page = Jsoup.parse(answer.out());
        assertThat(section(page, "#changes").text()).contains("cannot be said", "cannot be read");
        assertThat(section(page, "#runs").select("tbody > tr")).hasSize(1);
        assertThat(page.select("main > dl").text()).contains("NOT as it was written", "entry 7", "DREAMT");
        Documents.valid(night.call().inThisProcess("report", "--json"), 5);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void it_needs_the_log_alone_on_every_store(Place place) {
        String url = place.newUrl(folder);
        place.use(url, Shop::fails);

        Answer answer = new Call().inThisProcess("report", "--store", url, "--service", "shop");

        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(3);
        assertThat(section(Jsoup.parse(answer.out()), "#chain").text()).contains("As it was written", "6 entries");
        Answer empty = new Call().inThisProcess("report", "--store", url, "--service", "none");
        assertThat(empty.exitCode()).as(empty.err()).isEqualTo(8);
        assertThat(empty.err()).contains("the store has no log of service 'none'");
        assertThat(Jsoup.parse(empty.out()).text()).contains("The log has no changes yet", "0 entries");
    }

    @Test
    void who_may_read_the_log_and_nothing_else_gets_it() throws SQLException {
        String url = Place.H2.newUrl(folder);
        Place.H2.use(url, Shop::fails);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER AUDITOR PASSWORD 'open-sesame'");
            statement.execute("GRANT SELECT ON \"flamingock_audit\" TO AUDITOR");
        }

        String theirs = url.replace(";WRITE_DELAY=0", ""); // a setting, which takes rights
        Answer answer = new Call()
                .with("FLAMINGOCK_PASSWORD", "open-sesame")
                .inThisProcess("report", "--store", theirs, "--service", "shop", "--user", "AUDITOR");

        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(3);
        assertThat(answer.out()).contains("Changes of shop").doesNotContain("open-sesame");
    }

    private static String row(String section, String about) {
        return section(asWritten, section).select("tbody > tr").stream()
                .filter(row -> row.select("th").text().equals(about))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row about " + about))
                .text();
    }

    private static Element section(Document page, String heading) {
        Element found = page.selectFirst("section[aria-labelledby=" + heading.substring(1) + "]");
        assertThat(found).as(heading).isNotNull();
        return found;
    }
}
