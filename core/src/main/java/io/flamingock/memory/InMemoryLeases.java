package io.flamingock.memory;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One row per service, decided under the monitor of this object, on the clock of the database. */
final class InMemoryLeases {

    private final Map<String, Row> rows = new HashMap<>();
    private final Supplier<Clock> clock;

    InMemoryLeases(Supplier<Clock> clock) {
        this.clock = clock;
    }

    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    synchronized Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        Instant now = clock.get().instant();
        @Nullable Row row = rows.get(service);
        if (row != null && me.owner().equals(row.owner)) {
            row.renew(now, length, row.currentChange);
        } else if (row != null && row.owner != null && row.until.isAfter(now)) {
            return new Lease.Attempt.HeldBy(row.at(now));
        } else {
            row = new Row(row, me, now, length);
            rows.put(service, row);
        }
        return new Lease.Attempt.Acquired(new InMemoryLease(service, me.owner(), row.token, length, row.takenOverFrom));
    }

    synchronized Optional<LeaseRow> look(String service) {
        return Optional.ofNullable(rows.get(service))
                .map(row -> row.at(clock.get().instant()));
    }

    synchronized boolean release(String service, long token, @Nullable String owner) {
        @Nullable Row row = rows.get(service);
        if (row == null || row.owner == null || row.token != token || (owner != null && !owner.equals(row.owner))) {
            return false;
        }
        row.release(clock.get().instant());
        return true;
    }

    private synchronized boolean renew(InMemoryLease lease, @Nullable String currentChange) {
        @Nullable Row row = rows.get(lease.service);
        if (row == null || row.token != lease.token || !lease.owner.equals(row.owner)) {
            return false;
        }
        row.renew(clock.get().instant(), lease.length, currentChange);
        return true;
    }

    private static final class Row {
        private final long token;
        private final Runner runner;
        private final Instant acquired;
        private final @Nullable String takenOverFrom;
        private @Nullable String owner;
        private @Nullable String currentChange;
        private Instant renewed;
        private Instant until;

        Row(@Nullable Row before, Holder holder, Instant now, Duration length) {
            this.token = before == null ? 1 : before.token + 1;
            this.runner = holder.runner();
            this.acquired = now;
            this.takenOverFrom = before == null || before.owner == null
                    ? null
                    : before.runner + " (token " + before.token + "), last renewed " + before.renewed;
            this.owner = holder.owner();
            this.renewed = now;
            this.until = now.plus(length);
        }

        void renew(Instant now, Duration length, @Nullable String runningChange) {
            renewed = now;
            until = now.plus(length);
            currentChange = runningChange;
        }

        void release(Instant now) {
            owner = null;
            currentChange = null;
            until = now;
        }

        LeaseRow at(Instant now) {
            return new LeaseRow(
                    owner,
                    token,
                    runner,
                    currentChange,
                    Duration.between(acquired, now),
                    Duration.between(renewed, now),
                    Duration.between(now, until),
                    takenOverFrom);
        }
    }

    private final class InMemoryLease implements Lease {
        private final String service;
        private final String owner;
        private final long token;
        private final Duration length;
        private final @Nullable String takenOverFrom;

        InMemoryLease(String service, String owner, long token, Duration length, @Nullable String takenOverFrom) {
            this.service = service;
            this.owner = owner;
            this.token = token;
            this.length = length;
            this.takenOverFrom = takenOverFrom;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public Optional<String> takenOverFrom() {
            return Optional.ofNullable(takenOverFrom);
        }

        @Override
        public boolean renew(@Nullable String currentChange) {
            return InMemoryLeases.this.renew(this, currentChange);
        }

        @Override
        public boolean release() {
            return InMemoryLeases.this.release(service, token, owner);
        }
    }
}
