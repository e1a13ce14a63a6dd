package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.targets.TargetTransaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

abstract class TransactionTests extends TargetTests {

    @Test
    void has_a_name_and_says_the_same_at_every_call() {
        assertThat(target.name()).isNotEmpty().isEqualTo(target.name());
        assertThat(target.unbound()).isEqualTo(target.unbound());
        assertThat(target.boundTypes()).isEqualTo(target.boundTypes()).contains(place.boundType());
        assertThat(target.withoutTransactions()).isEmpty();
    }

    @Test
    void systems_on_one_place_have_equal_domains_and_on_another_different_ones() {
        assertThat(target.transactionDomain()).isEqualTo(other.transactionDomain());
        try (TargetFixture elsewhere = emptyPlace()) {
            assertThat(elsewhere.open().transactionDomain()).isNotEqualTo(target.transactionDomain());
        }
    }

    @Test
    void an_effect_is_there_when_the_transaction_has_committed_and_not_before() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "a");
            write(transaction, "b");
            assertThat(place.count("a")).isZero();

            transaction.commit();

            assertThat(place.count("a")).isEqualTo(1);
        }
        assertThat(place.count("b")).isEqualTo(1);
    }

    @Test
    void nothing_is_left_after_a_rollback() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "a");
            transaction.rollback();
        }
        assertThat(place.count("a")).isZero();
    }

    @Test
    void closing_rolls_back_what_has_not_ended() throws Exception {
        TargetTransaction transaction = target.begin();
        write(transaction, "a");

        transaction.close();

        assertThat(place.count("a")).isZero();
        assertUsable();
    }

    @Test
    void the_bound_object_is_the_same_at_every_call_and_another_in_each_transaction() {
        try (TargetTransaction first = target.begin();
                TargetTransaction second = target.begin()) {
            assertThat(bound(first)).isSameAs(bound(first)).isNotSameAs(bound(second));
            assertThat(bound(first)).isInstanceOf(place.boundType());
        }
    }

    @Test
    void transactions_do_not_touch_one_another() throws Exception {
        try (TargetTransaction undone = target.begin()) {
            write(undone, "undone");
            undone.rollback();
            try (TargetTransaction done = other.begin()) {
                write(done, "done");
                done.commit();
            }
        }
        assertThat(place.count("undone")).isZero();
        assertThat(place.count("done")).isEqualTo(1);
    }

    @Test
    void after_an_abort_from_another_thread_the_body_fails_and_nothing_is_committed() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "a");

            CompletableFuture.runAsync(transaction::abort, OwnThread.EACH).get(5, TimeUnit.SECONDS);

            assertThatThrownBy(() -> write(transaction, "b")).isInstanceOf(Exception.class);
            assertThatThrownBy(transaction::commit).isInstanceOf(Exception.class);
        }
        assertThat(place.count("a")).isZero();
        assertThat(place.count("b")).isZero();
        assertUsable();
    }

    @Test
    void aborting_before_the_first_write_and_twice_and_after_the_end_does_not_throw() throws Exception {
        try (TargetTransaction early = target.begin()) {
            early.abort();
            early.abort();
            assertThatThrownBy(() -> write(early, "early")).isInstanceOf(Exception.class);
        }
        TargetTransaction late = target.begin();
        write(late, "late");
        late.commit();
        assertThatCode(late::abort).doesNotThrowAnyException();
        late.close();
        assertThatCode(late::abort).doesNotThrowAnyException();

        assertThat(place.count("early")).isZero();
        assertThat(place.count("late")).isEqualTo(1);
        assertUsable();
    }

    @Test
    void what_the_database_undoes_is_told_from_everything_else() {
        assertThat(target.undoneByDatabase(place.undoneByDatabase())).isTrue();
        assertThat(target.undoneByDatabase(new IllegalStateException("wrapped", place.undoneByDatabase())))
                .isTrue();
        assertThat(target.undoneByDatabase(new IllegalStateException("a body's own")))
                .isFalse();
        assertThat(target.undoneByDatabase(new StackOverflowError())).isFalse();

        RuntimeException cyclic = new RuntimeException();
        cyclic.initCause(new RuntimeException(cyclic));
        assertThat(target.undoneByDatabase(cyclic)).isFalse();
    }

    @Test
    void a_body_that_can_commit_is_said_to_be_able_to() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "a");

            boolean committed = place.commitBehindOurBack(bound(transaction));

            assertThat(committed ? target.bodyCanCommit() : !target.bodyCanCommit())
                    .as("bodyCanCommit() says what is so")
                    .isTrue();
            transaction.rollback();
            assertThat(place.count("a")).isEqualTo(committed ? 1 : 0);
        }
    }

    @Test
    void where_no_body_can_commit_no_statement_is_said_to() {
        assertThat(target.implicitCommits()).isEqualTo(target.implicitCommits());
        if (target.bodyCanCommit()) {
            assertThat(target.implicitCommits().orElse("none")).isNotBlank();
        } else {
            assertThat(target.implicitCommits()).isEmpty();
        }
    }

    @Test
    void what_is_done_outside_a_transaction_takes_effect_at_once() throws Exception {
        for (Class<?> type : target.boundTypes()) {
            assertThat(closed(target.autoCommitting(type)))
                    .isInstanceOf(type)
                    .isNotSameAs(closed(target.autoCommitting(type)));
        }
        for (int i = 1; i <= 10; i++) {
            Object free = target.autoCommitting(place.boundType());
            place.write(free, "free");
            assertThat(place.count("free")).isEqualTo(i);
            closed(free);
        }
        assertUsable();
    }

    @Test
    void what_is_done_outside_a_transaction_survives_the_rollback_of_one() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            Object free = target.autoCommitting(place.boundType());
            place.write(free, "free");
            write(transaction, "bound");
            transaction.rollback();
            closed(free);
        }
        assertThat(place.count("free")).isEqualTo(1);
        assertThat(place.count("bound")).isZero();
    }

    private static Object closed(Object free) throws Exception {
        if (free instanceof AutoCloseable closeable) {
            closeable.close();
        }
        return free;
    }

    /** Ten transactions, more than any pool has room for: what was held has been given back. */
    private void assertUsable() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (TargetTransaction transaction = target.begin()) {
                write(transaction, "usable");
                transaction.rollback();
            }
        }
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "usable");
            transaction.commit();
        }
        assertThat(place.count("usable")).isEqualTo(1);
    }
}
