package io.flamingock.tck;

import io.flamingock.audit.AuditStore;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryDeadlockException;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

final class InMemoryFixture implements DriverFixture {

    private final MovedClock clock = new MovedClock();
    private final InMemoryAuditStore database =
            InMemoryAuditStore.create().withClock(clock).withLockTimeout(Duration.ofMillis(200));
    private final boolean endsBlockingSessions;

    InMemoryFixture(boolean endsBlockingSessions) {
        this.endsBlockingSessions = endsBlockingSessions;
        database.endingBlockingSessions(endsBlockingSessions);
    }

    @Override
    public AuditStore open() {
        return database.another();
    }

    @Override
    public boolean isUntouched() {
        return database.isUntouched();
    }

    @Override
    public void letPass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    @Override
    public boolean looksAtExpectedHead() {
        return true;
    }

    @Override
    public Optional<String> withoutTransactions() {
        return Optional.empty();
    }

    @Override
    public TargetFixture target() {
        return new Target();
    }

    @Override
    public String runsOn() {
        return "memory";
    }

    @Override
    public void close() {}

    private final class Target implements TargetFixture {

        private final InMemoryTargetSystem committed = InMemoryTargetSystem.on("data", database);

        @Override
        public TransactionalTargetSystem open() {
            return InMemoryTargetSystem.on("data", database);
        }

        @Override
        public Class<?> boundType() {
            return InMemoryRecords.class;
        }

        @Override
        public void write(Object bound, String key) {
            ((InMemoryRecords) bound).put(UUID.randomUUID().toString(), key);
        }

        @Override
        public long count(String key) {
            return committed.records().all().values().stream()
                    .filter(key::equals)
                    .count();
        }

        @Override
        public boolean commitBehindOurBack(Object bound) {
            ((InMemoryRecords) bound).commitBehindOurBack();
            return true;
        }

        @Override
        public boolean undoBehindOurBack(Object bound) {
            try {
                ((InMemoryRecords) bound).deadlock();
                throw new AssertionError("a deadlock always throws");
            } catch (InMemoryDeadlockException swallowed) {
                return true;
            }
        }

        @Override
        public Throwable undoneByDatabase() {
            return new InMemoryDeadlockException("deadlock");
        }

        @Override
        public boolean endsBlockingSessions() {
            return endsBlockingSessions;
        }

        @Override
        public String session(Object bound) {
            return bound.toString().substring("records of ".length());
        }

        @Override
        public String runsOn() {
            return InMemoryFixture.this.runsOn();
        }

        @Override
        public void close() {}
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2025-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
