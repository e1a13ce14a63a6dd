package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.Issue;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads: in issues, refusals, the log of the application, and the audit log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorWordsTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final List<String> keys = new ArrayList<>();
    private final LogLines lines = new LogLines();
    private boolean fails;

    @AfterEach
    void listenNoMore() {
        lines.close();
    }

    private FlamingockBuilder builder(AuditStore on) {
        return Flamingock.builder()
                .service("shop")
                .application("shop", "1.0")
                .auditStore(on)
                .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC))
                .targetSystems(NonTransactionalTargetSystem.of("partner", keys));
    }

    private Flamingock shop() {
        FlamingockBuilder builder = builder(store);
        for (String id : List.of("a", "b", "c")) {
            builder.change(
                    id,
                    c -> c.order(id)
                            .execute(ChangeContext.class, this::call)
                            .rollback(ChangeContext.class, context -> keys.add("undo")));
        }
        return builder.build();
    }

    private Flamingock withoutRollback() {
        return builder(store)
                .change("a", c -> c.order("1").execute(ChangeContext.class, this::call))
                .build();
    }

    private void call(ChangeContext context) {
        keys.add(context.idempotencyKey());
        if (fails) {
            throw new IllegalStateException("answer lost\n  after 30 s");
        }
    }

    @Test
    void an_issue_names_the_key_by_which_the_target_knows_the_attempt() {
        fails = true;
        assertThat(catchThrowable(withoutRollback()::run)).hasMessageContaining(keys.get(0));
        Issue first = withoutRollback().issues().get(0);
        withoutRollback().resolve("a", first.seq(), Resolution.ROLLED_BACK, "ann", "not there");
        assertThat(catchThrowable(withoutRollback()::run)).isNotNull();
        Issue second = withoutRollback().issues().get(0);

        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
        assertThat(first.where().idempotencyKey()).isEqualTo(keys.get(0));
        assertThat(first.describe()).contains("(its idempotency key is " + keys.get(0) + ")");
        assertThat(second.where().idempotencyKey()).isEqualTo(keys.get(1));
    }

    @Test
    void an_undo_names_the_later_changes_that_it_leaves_in_place() {
        shop().run();

        RunReport report = shop().undo("a", "ann", "wrong");

        assertThat(lines.of(Level.WARN)).singleElement().asString().contains("change 'a' is undone", "b, c");
        assertThat(report.note()).contains("pending again", "later changes were left in place: b, c");
        assertThat(shop().undoLast(1, "ann", "wrong too").note()).doesNotContain("left in place");
    }

    @Test
    void every_call_of_an_operator_is_one_line_of_the_log() {
        fails = true;
        assertThat(catchThrowable(withoutRollback()::run)).isNotNull();
        long seq = withoutRollback().issues().get(0).seq();
        int before = lines.of(Level.INFO).size();

        withoutRollback().resolve("a", seq, Resolution.EXECUTED, "ann", "it is\nthere");
        withoutRollback().undoneByHand("a", newest("a").seq(), "bob", "deleted it");
        withoutRollback().baseline("a", "cid", "came back with a backup");
        shop().accept("a", newest("a").seq(), "dan", "has a rollback now");
        shop().undo("a", "eve", "not needed");
        store.tryAcquire("shop", new Holder("x", new Runner("", "", "gone", 7, "")), Duration.ofMinutes(1));
        shop().releaseLock(shop().lock().orElseThrow().token(), "fay", "it hangs");

        assertThat(lines.of(Level.INFO).stream().skip(before).filter(line -> !line.startsWith("change 'a' on ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("change 'a' is now MARKED_EXECUTED, about entry " + seq
                                        + "; decided by ann: it is there"),
                        line -> assertThat(line).contains("MARKED_ROLLED_BACK", "decided by bob: deleted it"),
                        line -> assertThat(line).contains("baseline", "1 of 1", "decided by cid"),
                        line -> assertThat(line).contains("MARKED_EXECUTED", "decided by dan"),
                        line -> assertThat(line).contains("undo in 'shop': 1 undone", "decided by eve: not needed"),
                        line -> assertThat(line).contains("released by force", "gone pid 7", "decided by fay"));
    }

    @Test
    void an_entry_describes_itself_in_one_line() {
        fails = true;
        assertThat(catchThrowable(withoutRollback()::run)).isNotNull();
        long seq = newest("a").seq();
        withoutRollback().resolve("a", seq, Resolution.EXECUTED, "ann", "it is there");
        withoutRollback().run();

        String runner = newest("a").written().runner().toString();
        assertThat(withoutRollback().history())
                .extracting(AuditEntry::describe)
                .containsExactly(
                        "  1  2026-01-02T03:04:05.000Z  STARTED             a (APPLY, attempt 1, NONE), by " + runner,
                        "  2  2026-01-02T03:04:05.000Z  FAILED              a (APPLY, attempt 1, NONE), by " + runner
                                + ", error: java.lang.IllegalStateException: answer lost after 30 s",
                        "  3  2026-01-02T03:04:05.000Z  MARKED_EXECUTED     a (APPLY, attempt 1, NONE), decided by"
                                + " ann: it is there, by " + runner,
                        "  4  2026-01-02T03:04:05.000Z  COMPLETED           RUN, by " + runner);
    }

    @Test
    void verify_names_an_entry_that_cannot_be_read_and_counts_those_before() {
        shop().run();
        AuditStore newer =
                FaultyStore.of(store, call -> call.method().equals("read") ? readWithNewer(3) : call.answer());

        Verification verification = builder(newer).build().verify();

        assertThat(verification.checked()).isEqualTo(2);
        assertThat(verification.problem())
                .contains("entry 3 of the log of 'shop'", "format 99")
                .doesNotContain("run");
        assertThat(verification.head()).startsWith("2:");
        assertThat(catchThrowable(() -> builder(newer)
                        .change("z", c -> c.order("z").execute(() -> {}))
                        .run()))
                .hasMessageContaining("[H25] entry 3")
                .hasMessageContaining("nothing was run");
    }

    private List<AuditEntry> readWithNewer(long seq) {
        return AuditEntry.of(store.entries("shop").stream()
                .map(entry -> {
                    Fields fields = Fields.of(entry);
                    return entry.seq() == seq
                            ? Fields.read(field -> field == Field.FORMAT ? (Object) 99L : fields.get(field))
                            : fields;
                })
                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0", "\0\t\u0007", "\u200b", "\u00a0"})
    void a_name_or_a_reason_of_which_nothing_is_left_to_read_is_refused(String nothing) {
        assertThatThrownBy(() -> shop().baseline("c", nothing, "reason")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> shop().baseline("c", "ann", nothing)).isInstanceOf(RefusedException.class);
        assertThat(store.entries("shop")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void the_last_no_changes_are_not_undone(int none) {
        shop().run();

        assertThatThrownBy(() -> shop().undoLast(none, "ann", "wrong"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("undoLast(" + none + ")");
        assertThat(shop().plan().isEmpty()).isTrue();
    }

    @Test
    void what_was_seen_before_somebody_else_decided_is_refused() {
        shop().run();
        long seen = newest("a").seq();
        shop().undoneByHand("a", seen, "ann", "deleted it");

        assertThatThrownBy(() -> shop().undoneByHand("a", seen, "bob", "deleted it too"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("entry " + seen + " is not the newest")
                .hasMessageContaining("decided by ann (deleted it)");
        assertThatThrownBy(() -> withoutRollback().accept("a", seen, "bob", "fine"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the newest");
        assertThatThrownBy(() -> shop().undoneByHand("a", newest("a").seq(), "bob", "again"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not executed: it is MARKED_ROLLED_BACK");
    }

    @Test
    void the_plan_says_how_to_accept_and_a_refused_undo_how_to_record_one_by_hand() {
        shop().run();
        long seq = newest("a").seq();

        assertThat(withoutRollback().plan().toString())
                .contains("accept(\"a\", " + seq + ", \"<your name>\", \"<reason>\")");
        assertThatThrownBy(() -> withoutRollback().undo("a", "ann", "wrong"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("undoneByHand(\"a\", " + seq + ", \"<your name>\", \"<reason>\");");
    }

    @Test
    void a_run_without_any_change_says_that_none_was_given() {
        assertThat(builder(store).run().total()).isZero();

        assertThat(lines.of(Level.WARN)).singleElement().asString().startsWith("[D18] changes(…): no change given");
    }

    @Test
    void who_only_looks_is_not_told_that_nothing_could_be_run() {
        Flamingock looks = builder(store).build();

        looks.issues();
        looks.status();
        looks.history();
        looks.verify();

        assertThat(lines.of(Level.WARN)).isEmpty();
    }

    @Test
    void services_that_differ_in_case_are_named_to_who_finds_none() {
        shop().run();

        assertThat(builder(store).service("Shop").build().similarServices()).containsExactly("shop");
        assertThat(builder(store).service("shop").build().similarServices()).isEmpty();
    }

    private AuditEntry newest(String changeId) {
        return store.entries("shop").stream()
                .filter(e -> e.subject() != null && e.subject().changeId().equals(changeId))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
