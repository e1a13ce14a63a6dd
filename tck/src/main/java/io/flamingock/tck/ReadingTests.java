package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class ReadingTests extends StoreTests {

    @Test
    void a_missing_table_is_an_empty_log_and_looking_creates_nothing() {
        assertThat(log.newest()).isEmpty();
        assertThat(log.read(0)).isEmpty();
        assertThat(log.read(7)).isEmpty();

        assertThat(place.isUntouched()).isTrue();
    }

    @Test
    void naming_a_log_creates_nothing() {
        store.log("never used");

        assertThat(place.isUntouched()).isTrue();
    }

    @Test
    void what_was_created_is_an_empty_log_and_no_longer_untouched() {
        log.create();

        assertThat(log.newest()).isEmpty();
        assertThat(log.read(0)).isEmpty();
        assertThat(place.isUntouched()).isFalse();
    }

    @Test
    void creating_again_keeps_what_is_there() {
        log.create();
        append(Head.EMPTY, 2);

        log.create();
        other.log(SERVICE).create();
        other.log("another service").create();

        assertChained(log, 2);
    }

    @Test
    void entries_are_read_in_order_after_a_seq() {
        log.create();
        List<AuditEntry> entries = Entries.chain(Head.EMPTY, SERVICE, 12);
        log.append(Head.EMPTY, entries);

        assertThat(log.read(0)).containsExactlyElementsOf(entries);
        assertThat(log.read(9)).containsExactlyElementsOf(entries.subList(9, 12));
        assertThat(log.read(12)).isEmpty();
        assertThat(log.read(13)).isEmpty();
    }

    @Test
    void every_field_comes_back_as_it_went_in() {
        log.create();
        AuditEntry full = Entries.full(Head.EMPTY, SERVICE);
        AuditEntry sparse = Entries.run(full.head(), SERVICE);
        log.append(Head.EMPTY, List.of(full, sparse));

        assertThat(other.log(SERVICE).read(0)).containsExactly(full, sparse);
        assertChained(other.log(SERVICE), 2);
    }

    @Test
    void the_newest_entry_is_neither_of_kind_LOCK_nor_LATE() {
        log.create();
        AuditEntry change = Entries.change(Head.EMPTY, SERVICE, State.EXECUTED);
        AuditEntry run = Entries.run(change.head(), SERVICE);
        AuditEntry fence = Entries.fence(run.head(), SERVICE);
        AuditEntry late = Entries.change(fence.head(), SERVICE, State.LATE);

        log.append(Head.EMPTY, List.of(change));
        assertThat(log.newest()).contains(change);
        log.append(change.head(), List.of(run, fence, late));
        assertThat(log.newest()).contains(run);
        AuditEntry next = Entries.change(late.head(), SERVICE, State.STARTED);
        log.append(late.head(), List.of(next));
        assertThat(log.newest()).contains(next);
    }

    @Test
    void a_log_of_fences_alone_has_no_newest_entry() {
        log.create();
        log.append(Head.EMPTY, List.of(Entries.fence(Head.EMPTY, SERVICE)));

        assertThat(log.newest()).isEmpty();
    }

    @Test
    void services_have_logs_of_their_own_told_apart_to_the_letter() {
        log.create();
        append(Head.EMPTY, 3);
        AuditEntry cased = Entries.change(Head.EMPTY, "Users", State.EXECUTED);
        AuditEntry awkward = Entries.change(Head.EMPTY, "users' %_ --", State.EXECUTED);

        store.log("Users").append(Head.EMPTY, List.of(cased));
        store.log("users' %_ --").append(Head.EMPTY, List.of(awkward));

        assertChained(log, 3);
        assertThat(store.log("Users").read(0)).containsExactly(cased);
        assertThat(store.log("users' %_ --").newest()).contains(awkward);
        assertThat(store.log("user").newest()).isEmpty();
    }
}
