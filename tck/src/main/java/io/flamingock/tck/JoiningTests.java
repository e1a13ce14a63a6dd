package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class JoiningTests extends JoinedTests {

    @Test
    void the_target_is_in_the_domain_of_the_store() {
        assertThat(target.transactionDomain()).isEqualTo(store.transactionDomain());
        assertThat(store.transactionDomain()).isEqualTo(other.transactionDomain());
    }

    @Test
    void entry_and_effect_are_seen_when_the_transaction_has_committed_and_not_before() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            Head started = appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");
            Head executed = appendIn(transaction, started, State.EXECUTED);
            assertThat(executed.seq()).isEqualTo(2);
            if (place.readsBesideTransactions()) {
                assertThat(states()).isEmpty();
            }

            transaction.commit();
        }
        assertThat(states()).containsExactly(State.STARTED, State.EXECUTED);
        assertThat(effects.count("effect")).isEqualTo(1);
        assertChained(log, 2);
    }

    @Test
    void several_entries_go_in_at_once_and_come_back_as_they_went_in() throws Exception {
        Head head = append(Head.EMPTY, 1);
        AuditEntry full = Entries.full(head, SERVICE);
        AuditEntry run = Entries.run(full.head(), SERVICE);
        try (TargetTransaction transaction = target.begin()) {
            assertThat(log.append(head, List.of(full, run), transaction)).isEqualTo(run.head());
            transaction.commit();
        }
        assertThat(log.read(1)).containsExactly(full, run);
    }

    @Test
    void neither_entry_nor_effect_is_left_after_a_rollback() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");
            transaction.rollback();
        }
        assertThat(states()).isEmpty();
        assertThat(effects.count("effect")).isZero();
        append(Head.EMPTY, 1);
    }

    @Test
    void neither_entry_nor_effect_is_left_after_an_abort() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");
            transaction.abort();
            assertThatThrownBy(() -> appendIn(transaction, Head.EMPTY, State.STARTED))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(states()).isEmpty();
        assertThat(effects.count("effect")).isZero();
        append(Head.EMPTY, 1);
    }

    @Test
    void a_number_that_is_taken_is_a_conflict_and_the_effect_goes_with_it() throws Exception {
        Head head = append(Head.EMPTY, 1);
        try (TargetTransaction transaction = target.begin()) {
            write(transaction, "effect");
            assertThatThrownBy(() -> appendIn(transaction, Head.EMPTY, State.EXECUTED))
                    .isInstanceOf(AuditConflictException.class);
            transaction.rollback();
        }
        assertThat(effects.count("effect")).isZero();
        assertThat(log.newest()).map(AuditEntry::head).contains(head);
    }

    @Test
    void an_expected_head_that_is_not_there_is_a_conflict() {
        if (place.looksAtExpectedHead()) {
            Head missing = Entries.change(Head.EMPTY, SERVICE, State.STARTED).head();
            try (TargetTransaction transaction = target.begin()) {
                assertThatThrownBy(() -> appendIn(transaction, missing, State.EXECUTED))
                        .isInstanceOf(AuditConflictException.class);
                transaction.rollback();
            }
        }
        assertThat(states()).isEmpty();
    }

    @Test
    void a_body_that_has_left_its_transaction_finds_its_STARTED_missing() throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            Head started = appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");

            boolean goesOn = effects.undoBehindOurBack(bound(transaction));

            assertThatThrownBy(() -> {
                        appendIn(transaction, started, State.EXECUTED);
                        transaction.commit();
                    })
                    .isInstanceOf(goesOn ? AuditConflictException.class : RuntimeException.class);
            transaction.rollback();
        }
        assertThat(states()).isEmpty();
        assertThat(effects.count("effect")).isZero();
    }

    @Test
    void a_commit_behind_our_back_shows_by_the_STARTED_that_stays() throws Exception {
        boolean committed;
        try (TargetTransaction transaction = target.begin()) {
            appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");
            committed = effects.commitBehindOurBack(bound(transaction));
            transaction.rollback();
        }
        assertThat(states()).isEqualTo(committed ? List.of(State.STARTED) : List.of());
        assertThat(effects.count("effect")).isEqualTo(committed ? 1 : 0);
    }

    @Test
    void leases_and_reads_go_on_while_a_transaction_has_written_or_give_up_without_harm() throws Exception {
        var lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));
        try (TargetTransaction transaction = target.begin()) {
            appendIn(transaction, Head.EMPTY, State.STARTED);
            write(transaction, "effect");

            assertThat(other.lease(SERVICE)).isPresent();
            if (place.readsBesideTransactions()) {
                assertThat(other.log(SERVICE).newest()).isEmpty();
            } else {
                assertThatThrownBy(() -> other.log(SERVICE).newest()).isInstanceOf(AuditStoreException.class);
            }
            if (place.writesBesideTransactions()) {
                assertThat(lease.renew("add-status")).isTrue();
                acquired(other.tryAcquire("orders", someone(), LONG));
            } else {
                assertThatThrownBy(() -> lease.renew("add-status")).isInstanceOf(AuditStoreException.class);
                assertThat(other.tryAcquire(SERVICE, someone(), LONG)).isInstanceOf(Lease.Attempt.HeldBy.class);
            }
            transaction.commit();
        }
        assertThat(lease.renew("add-status")).isTrue();
        assertThat(lease.release()).isTrue();
        assertThat(states()).containsExactly(State.STARTED);
    }
}
