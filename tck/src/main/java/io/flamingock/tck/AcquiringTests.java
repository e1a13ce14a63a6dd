package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Lease.Attempt.HeldBy;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

abstract class AcquiringTests extends StoreTests {

    @Test
    void asking_who_holds_it_creates_nothing() {
        assertThat(store.lease(SERVICE)).isEmpty();

        assertThat(place.isUntouched()).isTrue();
    }

    @Test
    void the_first_to_try_acquires_it_and_creates_what_is_missing() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));

        assertThat(lease.token()).isPositive();
        assertThat(lease.takenOverFrom()).isEmpty();
        assertThat(place.isUntouched()).isFalse();
    }

    @Test
    void somebody_elses_is_not_acquired_and_the_answer_says_whose_it_is_without_waiting() {
        Holder holder = someone();
        Lease lease = acquired(store.tryAcquire(SERVICE, holder, LONG));
        lease.renew("add-status");
        long before = System.nanoTime();

        Lease.Attempt attempt = other.tryAcquire(SERVICE, someone(), LONG);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG.dividedBy(4));
        assertThat(attempt).isInstanceOfSatisfying(HeldBy.class, held -> {
            assertThat(held.row().owner()).isEqualTo(holder.owner());
            assertThat(held.row().token()).isEqualTo(lease.token());
            assertThat(held.row().runner()).isEqualTo(Entries.RUNNER);
            assertThat(held.row().currentChange()).isEqualTo("add-status");
            assertThat(held.row().isHeld()).isTrue();
        });
        assertThat(lease.renew(null)).isTrue();
    }

    @Test
    void a_refused_try_changes_nothing() {
        acquired(store.tryAcquire(SERVICE, someone(), LONG)).renew("add-status");
        LeaseRow before = store.lease(SERVICE).orElseThrow();

        other.tryAcquire(SERVICE, someone(), LONG.multipliedBy(10));

        LeaseRow after = store.lease(SERVICE).orElseThrow();
        assertThat(after.owner()).isEqualTo(before.owner());
        assertThat(after.token()).isEqualTo(before.token());
        assertThat(after.currentChange()).isEqualTo(before.currentChange());
        assertThat(after.remaining()).isLessThanOrEqualTo(before.remaining());
        assertThat(after.heldFor()).isGreaterThanOrEqualTo(before.heldFor());
    }

    @Test
    void one_that_was_released_is_acquired_with_the_next_token() {
        Lease first = acquired(store.tryAcquire(SERVICE, someone(), LONG));
        first.release();

        Lease second = acquired(other.tryAcquire(SERVICE, someone(), LONG));

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(second.takenOverFrom()).isEmpty();
    }

    @Test
    void one_that_has_expired_is_taken_over_with_the_next_token_and_says_from_whom() {
        Lease dead = acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);
        assertThat(store.lease(SERVICE)).hasValueSatisfying(row -> {
            assertThat(row.isHeld()).isFalse();
            assertThat(row.remaining()).isNegative();
        });

        Lease mine = acquired(other.tryAcquire(SERVICE, someone(), LONG));

        assertThat(mine.token()).isEqualTo(dead.token() + 1);
        assertThat(mine.takenOverFrom())
                .hasValueSatisfying(
                        from -> assertThat(from).contains(Entries.RUNNER.host(), String.valueOf(Entries.RUNNER.pid())));
        assertThat(store.lease(SERVICE).orElseThrow().takenOverFrom())
                .isEqualTo(mine.takenOverFrom().orElseThrow());
    }

    @Test
    void the_length_decides_when_it_expires() {
        acquired(store.tryAcquire(SERVICE, someone(), LONG));
        acquired(store.tryAcquire("orders", someone(), SHORT));

        place.letPass(EXPIRED);

        assertThat(other.tryAcquire(SERVICE, someone(), LONG)).isInstanceOf(HeldBy.class);
        assertThat(other.tryAcquire("orders", someone(), LONG)).isInstanceOf(Lease.Attempt.Acquired.class);
    }

    @Test
    void the_same_owner_gets_the_same_lease_again() {
        Holder me = someone();
        Lease first = acquired(store.tryAcquire(SERVICE, me, LONG));

        Lease again = acquired(other.tryAcquire(SERVICE, me, LONG));

        assertThat(again.token()).isEqualTo(first.token());
        assertThat(again.takenOverFrom()).isEmpty();
        assertThat(first.renew(null)).isTrue();
        assertThat(again.renew(null)).isTrue();
    }

    @Test
    void the_same_owner_is_told_again_from_whom_it_was_taken_over() {
        acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);
        Holder me = someone();
        Lease first = acquired(store.tryAcquire(SERVICE, me, LONG));

        Lease again = acquired(store.tryAcquire(SERVICE, me, LONG));

        assertThat(again.token()).isEqualTo(first.token());
        assertThat(again.takenOverFrom()).isPresent().isEqualTo(first.takenOverFrom());
    }

    @Test
    void the_same_owner_keeps_one_that_has_expired_and_was_not_taken_over() {
        Holder me = someone();
        Lease first = acquired(store.tryAcquire(SERVICE, me, SHORT));
        place.letPass(EXPIRED);

        Lease again = acquired(store.tryAcquire(SERVICE, me, LONG));

        assertThat(again.token()).isEqualTo(first.token());
        assertThat(other.tryAcquire(SERVICE, someone(), LONG)).isInstanceOf(HeldBy.class);
    }

    @Test
    void the_same_owner_after_a_release_acquires_anew() {
        Holder me = someone();
        Lease first = acquired(store.tryAcquire(SERVICE, me, LONG));
        first.release();

        Lease second = acquired(store.tryAcquire(SERVICE, me, LONG));

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(first.renew(null)).isFalse();
        assertThat(first.release()).isFalse();
        assertThat(second.renew(null)).isTrue();
    }

    @Test
    void tokens_grow_by_one_and_are_never_reset() {
        long token = 0;
        for (int i = 1; i <= 5; i++) {
            Lease lease = acquired((i % 2 == 0 ? store : other).tryAcquire(SERVICE, someone(), LONG));
            assertThat(lease.token()).isEqualTo(i == 1 ? lease.token() : token + 1);
            token = lease.token();
            lease.release();
        }
    }

    @Test
    void services_have_leases_of_their_own() {
        acquired(store.tryAcquire(SERVICE, someone(), LONG));

        acquired(other.tryAcquire("orders", someone(), LONG));
        acquired(other.tryAcquire("Users", someone(), LONG));

        assertThat(store.lease("nobody")).isEmpty();
    }
}
