package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.BlockedException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SettlingTests extends TargetTests {

    private static final Marker ANOTHER_LOG = marker("add-status", 1, 'b');

    @BeforeEach
    void prepare() {
        prepareMarkers();
    }

    @Test
    void an_attempt_that_never_began_is_undone_for_good() {
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
    }

    @Test
    void an_attempt_that_was_rolled_back_is_undone() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "add-status");
            transaction.insertEnd(MARKER);
            transaction.rollback();
        }

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(place.count("add-status")).isZero();
    }

    @Test
    void an_attempt_that_was_committed_is_done_however_often_it_is_asked() throws Exception {
        attempt(MARKER);

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.DONE);
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.DONE);
        assertThat(place.count("add-status")).isEqualTo(1);
    }

    @Test
    void a_begin_without_its_end_is_unknown() {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            transaction.commit();
        }

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNKNOWN);
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNKNOWN);
    }

    @Test
    void a_commit_behind_our_back_is_noticed() throws Exception {
        boolean committed;
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "add-status");
            committed = place.commitBehindOurBack(bound(transaction));
            transaction.rollback();
        }

        assertThat(other.settle(MARKER)).isEqualTo(committed ? Settlement.UNKNOWN : Settlement.UNDONE);
        assertThat(place.count("add-status")).isEqualTo(committed ? 1 : 0);
    }

    @Test
    void a_body_that_committed_and_came_to_its_end_is_done() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "add-status");
            place.commitBehindOurBack(bound(transaction));
            write(transaction, "add-status");
            assertThat(transaction.insertEnd(MARKER)).isTrue();
            transaction.commit();
        }

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.DONE);
        assertThat(place.count("add-status")).isEqualTo(2);
    }

    @Test
    void rows_with_another_hash_belong_to_another_log() throws Exception {
        attempt(MARKER);
        assertThat(other.settle(ANOTHER_LOG)).as("done").isEqualTo(Settlement.FOREIGN);

        target.settle(marker("closed", 1, 'a'));
        assertThat(other.settle(marker("closed", 1, 'b'))).as("closed").isEqualTo(Settlement.FOREIGN);

        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(marker("begun", 1, 'a'));
            transaction.commit();
        }
        assertThat(other.settle(marker("begun", 1, 'b'))).as("begun").isEqualTo(Settlement.FOREIGN);
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.DONE);
    }

    @Test
    void an_open_transaction_that_holds_the_key_is_ended_or_named() throws Exception {
        try (TargetTransaction zombie = target.begin()) {
            zombie.insertBegin(MARKER);
            write(zombie, "add-status");

            if (place.endsBlockingSessions()) {
                assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
                assertThatThrownBy(() -> {
                            zombie.insertEnd(MARKER);
                            zombie.commit();
                        })
                        .isInstanceOf(Exception.class);
            } else {
                String session = place.session(bound(zombie));
                assertThatThrownBy(() -> other.settle(MARKER))
                        .isInstanceOf(BlockedException.class)
                        .hasMessageContaining(session);
                assertThat(zombie.insertEnd(MARKER)).isTrue();
                zombie.commit();
            }
        }

        assertThat(other.settle(MARKER)).isEqualTo(place.endsBlockingSessions() ? Settlement.UNDONE : Settlement.DONE);
        assertThat(place.count("add-status")).isEqualTo(place.endsBlockingSessions() ? 0 : 1);
    }

    @Test
    void what_was_blocked_is_settled_when_the_transaction_has_gone() {
        try (TargetTransaction zombie = target.begin()) {
            zombie.insertBegin(MARKER);
            if (!place.endsBlockingSessions()) {
                assertThatThrownBy(() -> other.settle(MARKER)).isInstanceOf(BlockedException.class);
            }
            zombie.rollback();
        }
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
    }

    @Test
    void an_aborted_attempt_is_undone() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "add-status");
            transaction.abort();
        }

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(place.count("add-status")).isZero();
    }
}
