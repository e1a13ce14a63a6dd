package io.flamingock.servers.mongo.standin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, moved by as much as tests have asked for. Thread-safe. */
final class MovableClock extends Clock {

    private final AtomicLong movedMillis = new AtomicLong();

    void move(long millis) {
        movedMillis.addAndGet(millis);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + movedMillis.get());
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
