package io.flamingock.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.FaultyStore;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryTargetSystem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The store of a service, and the application that was started on it last. */
final class World {

    static final String SERVICE = "shop";

    private final Code code;
    final InMemoryAuditStore store = InMemoryAuditStore.create();
    private AuditStore given = store;
    private @Nullable Flamingock flamingock;

    World(Code code) {
        this.code = code;
    }

    /** From now on an application gets this store, which answers differently. */
    void give(AuditStore other) {
        given = other;
    }

    /** Starts the application. */
    void play(Snippet snippet) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Program program = code.program(snippet);
        thread.setContextClassLoader(program.getClass().getClassLoader());
        try {
            FlamingockBuilder builder = builder(snippet);
            program.build(builder, store);
            flamingock = builder.build();
            program.use(flamingock);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Starts the application, which dies when it would record the outcome of a change; its lease expires. */
    void playAndDie(Snippet snippet) {
        give(FaultyStore.of(store, call -> {
            if (call.writes(State.EXECUTED) || call.writes(State.FAILED)) {
                throw new AssertionError("the process is killed");
            }
            return call.answer();
        }));
        assertThat(catchThrowable(() -> play(snippet))).isNotNull();
        give(store);
        expireLeases();
    }

    /** Who holds a lease now does not renew it any more. */
    void expireLeases() {
        store.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    /** Another instance holds the lease. */
    void holdLease() {
        Runner runner = new Runner(SERVICE, "1.0", "host-7", 7, "root");
        assertThat(store.tryAcquire(SERVICE, new Holder("other", runner), Duration.ofSeconds(20)))
                .isInstanceOf(Lease.Attempt.Acquired.class);
    }

    /** Somebody has written this into an entry. */
    void alter(long seq, Field field, Object value) {
        give(FaultyStore.of(store, call -> call.method().equals("read") ? altered(seq, field, value) : call.answer()));
    }

    /** Somebody has deleted an entry. */
    void delete(long seq) {
        give(FaultyStore.of(
                store,
                call -> call.method().equals("read")
                        ? store.entries(SERVICE).stream()
                                .filter(entry -> entry.seq() != seq)
                                .toList()
                        : call.answer()));
    }

    private List<AuditEntry> altered(long seq, Field field, Object value) {
        return AuditEntry.of(store.entries(SERVICE).stream()
                .map(entry -> {
                    Fields fields = Fields.of(entry);
                    return entry.seq() == seq ? Fields.read(f -> f == field ? value : fields.get(f)) : fields;
                })
                .toList());
    }

    private FlamingockBuilder builder(Snippet snippet) {
        FlamingockBuilder builder = Flamingock.builder();
        if (!snippet.gives("service")) {
            builder.service(SERVICE);
        }
        if (!snippet.gives("application")) {
            builder.application(SERVICE, "1.0");
        }
        if (!snippet.gives("auditStore")) {
            builder.auditStore(given);
        }
        return snippet.gives("targetSystems") ? builder : builder.targetSystems(InMemoryTargetSystem.on("db", store));
    }

    Flamingock flamingock() {
        return Objects.requireNonNull(flamingock, "nothing was built");
    }

    /** All that the log holds; equal texts are equal to the byte. */
    List<String> log() {
        return store.entries(SERVICE).stream().map(AuditEntry::toString).toList();
    }

    /** Who has acquired the lease last. */
    String lease() {
        return store.lease(SERVICE).map(row -> row.token() + " " + row.owner()).orElse("no lease");
    }
}
