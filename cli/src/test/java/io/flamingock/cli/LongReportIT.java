package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log of ten thousand entries: a page that a browser still likes, and that says what it leaves out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongReportIT {

    private static final int BASELINE = 1_000;
    private static final int SMALL_RUNS = 1_500;
    private static final int CHANGES_OF_LAST_RUN = 3_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<AuditEntry> entries = new ArrayList<>();
    private Head head = Head.EMPTY;

    @Test
    @Timeout(60)
    void a_page_of_ten_thousand_entries_says_how_many_there_are_and_what_it_leaves_out() {
        InMemoryAuditStore store = InMemoryAuditStore.create();
        write(store.log("shop"));
        Options options = new Options();
        options.service = "shop";
        Terminal terminal = new Terminal(System.out, System.err, StandardCharsets.UTF_8, false, 0, false);
        Session session = new Session(options, terminal, "report", Map.of(), new Secrets(Map.of()));
        Flamingock shop = Flamingock.builder().service("shop").auditStore(store).build();

        LogReport report = LogReport.of(shop, null);
        String text = new ReportPage(report, session).text();

        assertThat(report.ofOneMoment()).isTrue();
        assertThat(text.length()).isLessThan(5_000_000);
        Document page = Jsoup.parse(text);
        assertThat(page.select("main > dl").text())
                .contains("10000 entries of 1502 runs and calls of operators", "5500 in the log");
        assertThat(page.select("section[aria-labelledby=changes] tbody > tr")).hasSize(5_500);
        assertThat(page.select("section[aria-labelledby=runs] caption").text())
                .isEqualTo("The newest 200 of 1502 runs and calls of operators");
        assertThat(page.select("section[aria-labelledby=runs] tbody > tr")).hasSize(200);
        assertThat(page.select("section[aria-labelledby=runs] svg g")).hasSize(40);
        assertThat(page.select("section[aria-labelledby=runs] tbody > tr")
                        .get(0)
                        .text())
                .contains("3000 EXECUTED", "and 2980 more");
        assertThat(page.select("section[aria-labelledby=decisions] tbody > tr").text())
                .contains("1000 IMPORTED", "and 980 more", "they are there");
        assertThat(page.select("section[aria-labelledby=durations]").text())
                .contains("The longest 30 of 4500 attempts");

        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        ReportDocument.fill(document, report, session);
        assertThat((List<?>) document.get("runs")).hasSize(1_502);
    }

    private void write(AuditLog log) {
        log.create();
        OperatorDecision decision = new OperatorDecision("nora", "they are there");
        for (int i = 0; i < BASELINE; i++) {
            add("baseline", "old-" + i, State.IMPORTED, 0, decision);
        }
        for (int i = 0; i < SMALL_RUNS; i++) {
            add("run-" + i, "weekly-" + i, State.STARTED, 1, null);
            add("run-" + i, "weekly-" + i, State.EXECUTED, 1, null);
        }
        for (int i = 0; i < CHANGES_OF_LAST_RUN; i++) {
            add("last", "new-" + i, State.STARTED, 1, null);
            add("last", "new-" + i, State.EXECUTED, 1, null);
        }
        Head written = log.append(Head.EMPTY, entries);
        assertThat(written).isEqualTo(head);
    }

    private void add(String runId, String id, State state, int attempt, @Nullable OperatorDecision decision) {
        boolean ended = state == State.EXECUTED;
        AuditEntry entry = AuditEntry.after(
                head,
                "shop",
                new Content(
                        new Event(Kind.CHANGE, Operation.APPLY, state, runId, "0".repeat(64)),
                        new Subject(
                                "default",
                                id,
                                Long.toString(head.seq()),
                                "shop-team",
                                "",
                                "Shop#" + id,
                                "partner",
                                Mode.NONE,
                                RecoveryStrategy.MANUAL_INTERVENTION,
                                attempt),
                        new Written(
                                START.plusSeconds(60 * head.seq()),
                                ended ? Duration.ofMillis(head.seq()) : null,
                                new Runner("shop-app", "1.2.3", "web-1", 7, "shop")),
                        null,
                        decision,
                        Map.of()));
        entries.add(entry);
        head = entry.head();
    }
}
