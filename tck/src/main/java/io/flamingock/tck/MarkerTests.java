package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class MarkerTests extends TargetTests {

    @BeforeEach
    void prepare() {
        prepareMarkers();
    }

    @Test
    void preparing_again_keeps_what_is_there() throws Exception {
        attempt(MARKER);

        assertThat(target.prepareMarkers()).isEmpty();
        assertThat(other.prepareMarkers()).isEmpty();

        assertThat(other.settle(MARKER)).isEqualTo(Settlement.DONE);
    }

    @Test
    void a_begin_cannot_be_inserted_twice() throws Exception {
        attempt(MARKER);

        try (TargetTransaction again = other.begin()) {
            assertThatThrownBy(() -> again.insertBegin(MARKER)).isInstanceOf(RuntimeException.class);
            again.rollback();
        }
        try (TargetTransaction twice = other.begin()) {
            twice.insertBegin(marker("twice", 1, 'a'));
            assertThatThrownBy(() -> twice.insertBegin(marker("twice", 1, 'b'))).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void a_begin_cannot_be_inserted_after_the_attempt_was_closed() throws Exception {
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);

        try (TargetTransaction zombie = target.begin()) {
            assertThatThrownBy(() -> zombie.insertBegin(MARKER)).isInstanceOf(RuntimeException.class);
            zombie.rollback();
        }
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
    }

    @Test
    void an_end_goes_in_where_its_own_begin_is_there_and_nowhere_else() {
        try (TargetTransaction transaction = target.begin()) {
            assertThat(transaction.insertEnd(MARKER)).as("no begin").isFalse();
            transaction.insertBegin(MARKER);
            assertThat(transaction.insertEnd(marker("add-status", 1, 'b')))
                    .as("the begin has another hash")
                    .isFalse();
            assertThat(transaction.insertEnd(marker("add-status", 2, 'a')))
                    .as("the begin is of another attempt")
                    .isFalse();
            assertThat(transaction.insertEnd(MARKER)).isTrue();
        }
    }

    @Test
    void an_end_does_not_go_in_where_the_attempt_was_closed() {
        target.settle(MARKER);

        try (TargetTransaction transaction = target.begin()) {
            assertThat(transaction.insertEnd(MARKER)).isFalse();
        }
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);
    }

    @Test
    void whether_a_rollback_undoes_all_is_told() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "before");
            assertThat(transaction.rollbackUndoesAll()).isTrue();
        }
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            if (place.undoBehindOurBack(bound(transaction))) {
                write(transaction, "after");
                assertThat(transaction.rollbackUndoesAll()).isFalse();
            }
        }
    }

    @Test
    void a_body_that_has_left_its_transaction_has_no_end() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(MARKER);
            write(transaction, "before");

            boolean goesOn = place.undoBehindOurBack(bound(transaction));

            if (goesOn) {
                write(transaction, "after");
                assertThat(transaction.insertEnd(MARKER)).isFalse();
                transaction.rollback();
            } else {
                assertThatThrownBy(() -> write(transaction, "after")).isInstanceOf(Exception.class);
                assertThatThrownBy(transaction::commit).isInstanceOf(Exception.class);
            }
        }
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(place.count("before") + place.count("after")).isZero();
    }

    @Test
    void markers_of_other_services_changes_and_attempts_do_not_count() throws Exception {
        attempt(MARKER);

        assertThat(target.settle(marker("add-status", 2, 'a'))).isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(marker("Add-status", 1, 'a'))).isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(new Marker("Users", "add-status", 1, MARKER.startedHash())))
                .isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(marker("x'; -- \u8a9e".repeat(20), 1, 'a'))).isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.DONE);
    }
}
