package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty place with two stores on it, as two processes would have them. */
abstract class StoreTests implements ContractReport.Placed {

    static final String SERVICE = "users";

    /** Long enough not to expire within a test. */
    static final Duration LONG = Duration.ofSeconds(60);

    /** Expires when {@link #EXPIRED} has passed. */
    static final Duration SHORT = Duration.ofMillis(50);

    static final Duration EXPIRED = Duration.ofMillis(150);

    StoreFixture place;
    AuditStore store;
    AuditStore other;
    AuditLog log;

    abstract StoreFixture emptyPlace();

    @BeforeEach
    void open() {
        place = emptyPlace();
        store = place.open();
        other = place.open();
        log = store.log(SERVICE);
    }

    @Override
    public final String runsOn() {
        return place.runsOn();
    }

    @AfterEach
    void close() {
        if (place == null) {
            return; // there was none to be had
        }
        other.close();
        store.close();
        place.close();
    }

    /** Appends entries of a change to the log of the service, and returns the head. */
    final Head append(Head head, int count) {
        return log.append(head, Entries.chain(head, SERVICE, count));
    }

    static Holder someone() {
        return new Holder(UUID.randomUUID().toString(), Entries.RUNNER);
    }

    static Lease acquired(Lease.Attempt attempt) {
        assertThat(attempt).isInstanceOf(Lease.Attempt.Acquired.class);
        return ((Lease.Attempt.Acquired) attempt).lease();
    }

    static void assertChained(AuditLog log, int count) {
        List<AuditEntry> entries = log.read(0);
        assertThat(entries).hasSize(count);
        Head head = Head.EMPTY;
        for (AuditEntry entry : entries) {
            assertThat(entry.seq()).isEqualTo(head.seq() + 1);
            assertThat(entry.chain().prevHash()).isEqualTo(head.hash());
            assertThat(entry.computeHash()).isEqualTo(entry.chain().hash());
            head = entry.head();
        }
    }
}
