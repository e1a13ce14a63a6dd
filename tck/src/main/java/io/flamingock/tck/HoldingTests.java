package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Lease.Attempt.HeldBy;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class HoldingTests extends StoreTests {

    /** What the clocks of this process and of the store may differ by while a test runs. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    @Test
    void renewing_lets_it_last_its_full_length_from_then_on() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));
        place.letPass(Duration.ofMillis(300));
        LeaseRow before = other.lease(SERVICE).orElseThrow();
        long renewed = System.nanoTime();

        assertThat(lease.renew(null)).isTrue();

        LeaseRow after = other.lease(SERVICE).orElseThrow();
        Duration since = Duration.ofNanos(System.nanoTime() - renewed).plus(TOLERANCE);
        assertThat(before.remaining()).isLessThanOrEqualTo(LONG.minusMillis(300).plus(TOLERANCE));
        assertThat(before.renewedAgo())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).minus(TOLERANCE));
        assertThat(after.remaining()).isBetween(LONG.minus(since), LONG.plus(TOLERANCE));
        assertThat(after.renewedAgo()).isLessThanOrEqualTo(since);
        assertThat(after.heldFor())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).minus(TOLERANCE));
        assertThat(after.token()).isEqualTo(lease.token());
    }

    @Test
    void renewing_notes_what_runs() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));
        assertThat(currentChange()).isNull();

        lease.renew("add-status");
        assertThat(currentChange()).isEqualTo("add-status");
        lease.renew("x".repeat(255));
        assertThat(currentChange()).isEqualTo("x".repeat(255));
        lease.renew(null);
        assertThat(currentChange()).isNull();
    }

    @Test
    void one_that_has_expired_and_was_not_taken_over_can_still_be_renewed() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);

        assertThat(lease.renew(null)).isTrue();
        assertThat(lease.release()).isTrue();
    }

    @Test
    void one_that_was_taken_over_can_neither_be_renewed_nor_released() {
        Lease dead = acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);
        Lease mine = acquired(other.tryAcquire(SERVICE, someone(), LONG));

        assertThat(dead.renew("zombie")).isFalse();
        assertThat(dead.release()).isFalse();

        assertThat(currentChange()).isNull();
        assertThat(store.tryAcquire(SERVICE, someone(), LONG)).isInstanceOf(HeldBy.class);
        assertThat(mine.renew(null)).isTrue();
    }

    @Test
    void releasing_frees_it_once() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));

        assertThat(lease.release()).isTrue();

        assertThat(lease.release()).isFalse();
        assertThat(lease.renew(null)).isFalse();
        assertThat(other.lease(SERVICE)).hasValueSatisfying(row -> {
            assertThat(row.owner()).isNull();
            assertThat(row.isHeld()).isFalse();
            assertThat(row.token()).isEqualTo(lease.token());
        });
    }

    @Test
    void renewing_and_releasing_ask_for_owner_and_token() {
        Holder me = someone();
        Lease before = acquired(store.tryAcquire(SERVICE, me, SHORT));
        place.letPass(EXPIRED);
        acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);
        Lease now = acquired(store.tryAcquire(SERVICE, me, LONG));

        assertThat(before.renew(null)).isFalse();
        assertThat(before.release()).isFalse();
        assertThat(now.renew(null)).isTrue();
        assertThat(now.token()).isEqualTo(before.token() + 2);
    }

    @Test
    void it_can_be_released_by_its_token_whoever_holds_it() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));

        assertThat(other.release(SERVICE, lease.token() + 1)).isFalse();
        assertThat(other.release("orders", lease.token())).isFalse();
        assertThat(lease.renew(null)).isTrue();
        assertThat(other.release(SERVICE, lease.token())).isTrue();

        assertThat(lease.renew(null)).isFalse();
        assertThat(lease.release()).isFalse();
        assertThat(other.release(SERVICE, lease.token())).isFalse();
        Lease next = acquired(other.tryAcquire(SERVICE, someone(), LONG));
        assertThat(next.token()).isEqualTo(lease.token() + 1);
        assertThat(next.takenOverFrom()).isEmpty();
    }

    @Test
    void one_that_has_expired_can_be_released_by_its_token() {
        Lease dead = acquired(store.tryAcquire(SERVICE, someone(), SHORT));
        place.letPass(EXPIRED);

        assertThat(other.release(SERVICE, dead.token())).isTrue();

        assertThat(acquired(other.tryAcquire(SERVICE, someone(), LONG)).takenOverFrom())
                .isEmpty();
    }

    @Test
    void releasing_by_token_where_there_never_was_one_does_nothing() {
        assertThat(store.release(SERVICE, 1)).isFalse();
    }

    @Test
    void a_closed_store_leaves_the_lease_to_expire() {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));

        store.close();

        assertThat(other.lease(SERVICE)).hasValueSatisfying(row -> {
            assertThat(row.isHeld()).isTrue();
            assertThat(row.token()).isEqualTo(lease.token());
        });
    }

    private @Nullable String currentChange() {
        return other.lease(SERVICE).orElseThrow().currentChange();
    }
}
