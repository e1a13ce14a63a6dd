package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class AppendingTests extends StoreTests {

    @BeforeEach
    void create() {
        log.create();
    }

    @Test
    void entries_stand_after_the_expected_head_and_the_last_is_the_new_one() {
        Head first = append(Head.EMPTY, 1);
        List<AuditEntry> more = Entries.chain(first, SERVICE, 3);

        Head head = log.append(first, more);

        assertThat(first.seq()).isEqualTo(1);
        assertThat(head).isEqualTo(more.get(2).head());
        assertThat(log.read(1)).containsExactlyElementsOf(more);
        assertChained(log, 4);
    }

    @Test
    void what_was_appended_is_seen_by_another_process_at_once() {
        Head head = append(Head.EMPTY, 1);

        AuditLog theirs = other.log(SERVICE);
        assertThat(theirs.newest()).map(AuditEntry::head).contains(head);
        Head next = theirs.append(head, Entries.chain(head, SERVICE, 1));
        assertThat(log.newest()).map(AuditEntry::head).contains(next);
    }

    @Test
    void a_number_that_is_taken_is_a_conflict_and_nothing_changes() {
        Head head = append(Head.EMPTY, 2);

        assertConflict(Head.EMPTY, 1);
        assertConflict(Head.EMPTY, 5);
        assertConflict(log.read(0).get(0).head(), 1);

        assertThat(log.read(1)).extracting(AuditEntry::head).containsExactly(head);
        assertChained(log, 2);
    }

    @Test
    void after_a_conflict_the_log_goes_on() {
        Head head = append(Head.EMPTY, 1);
        assertConflict(Head.EMPTY, 2);

        append(head, 2);

        assertChained(log, 3);
    }

    @Test
    void an_entry_sent_twice_is_a_conflict_and_is_recognised_by_its_hash() {
        List<AuditEntry> mine = Entries.chain(Head.EMPTY, SERVICE, 1);
        log.append(Head.EMPTY, mine);

        assertThatThrownBy(() -> log.append(Head.EMPTY, mine)).isInstanceOf(AuditConflictException.class);

        assertThat(log.read(0)).containsExactlyElementsOf(mine);
    }

    @Test
    void an_expected_head_that_is_missing_is_a_conflict() {
        Head head = append(Head.EMPTY, 1);
        Head lost = Entries.change(head, SERVICE, State.STARTED).head();

        assertNotThere(lost);
    }

    @Test
    void an_expected_head_with_another_hash_is_a_conflict() {
        append(Head.EMPTY, 1);
        Head another = Entries.change(Head.EMPTY, SERVICE, State.STARTED).head();

        assertNotThere(another);
    }

    @Test
    void an_expected_head_of_another_service_is_missing() {
        AuditLog orders = other.log("orders");
        Head head = orders.append(Head.EMPTY, Entries.chain(Head.EMPTY, "orders", 1));

        assertNotThere(head);
        assertChained(orders, 1);
    }

    @Test
    void occupying_appends_one_entry() {
        AuditEntry fence = Entries.fence(Head.EMPTY, SERVICE);

        assertThat(log.occupy(Head.EMPTY, fence)).isEqualTo(fence.head());

        assertThat(other.log(SERVICE).read(0)).containsExactly(fence);
        append(fence.head(), 1);
        assertChained(log, 2);
    }

    @Test
    void occupying_what_is_taken_is_a_conflict() {
        append(Head.EMPTY, 2);

        assertThatThrownBy(() -> log.occupy(Head.EMPTY, Entries.fence(Head.EMPTY, SERVICE)))
                .isInstanceOf(AuditConflictException.class);
        assertChained(log, 2);
    }

    @Test
    void a_closed_store_leaves_others_and_the_log_alone() {
        AuditLog theirs = other.log(SERVICE);
        Head head = append(Head.EMPTY, 1);

        store.close();

        theirs.append(head, Entries.chain(head, SERVICE, 1));
        assertChained(theirs, 2);
    }

    private void assertConflict(Head expected, int count) {
        assertThatThrownBy(() -> append(expected, count)).isInstanceOf(AuditConflictException.class);
    }

    private void assertNotThere(Head expected) {
        int before = log.read(0).size();
        if (place.looksAtExpectedHead()) {
            assertConflict(expected, 2);
            assertChained(log, before);
        } else {
            append(expected, 1);
            assertThatThrownBy(() -> assertChained(log, before + 1)).isInstanceOf(AssertionError.class);
        }
    }
}
