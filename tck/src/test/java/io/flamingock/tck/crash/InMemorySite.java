package io.flamingock.tck.crash;

import io.flamingock.audit.AuditStore;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two databases in memory, and a clock that is moved. */
final class InMemorySite implements CrashSite {

    private static final Pattern REMEDY = Pattern.compile("endSession\\((\\d+)\\)");

    private final MovedClock clock = new MovedClock();
    private final InMemoryAuditStore store;
    private final InMemoryAuditStore elsewhere;
    private final List<String> outside = new CopyOnWriteArrayList<>();

    InMemorySite(boolean endingBlockingSessions) {
        store = database(endingBlockingSessions);
        elsewhere = database(endingBlockingSessions);
    }

    private InMemoryAuditStore database(boolean endingBlockingSessions) {
        return InMemoryAuditStore.create()
                .withClock(clock)
                .withLockTimeout(Duration.ofMillis(10))
                .endingBlockingSessions(endingBlockingSessions);
    }

    @Override
    public CrashSite of(String service) {
        return this;
    }

    @Override
    public AuditStore store() {
        return store.another();
    }

    @Override
    public TransactionalTargetSystem shared(String name) {
        return InMemoryTargetSystem.on(name, store);
    }

    @Override
    public TransactionalTargetSystem marked(String name) {
        return InMemoryTargetSystem.on(name, elsewhere);
    }

    @Override
    public Class<?> boundType() {
        return InMemoryRecords.class;
    }

    @Override
    public void write(Object bound, String effect) {
        ((InMemoryRecords) bound).put(effect, effect);
    }

    @Override
    public void commitInside(Object bound) {
        ((InMemoryRecords) bound).commitBehindOurBack();
    }

    @Override
    public void writeAtOnce(String effect) {
        outside.add(effect);
    }

    @Override
    public List<String> effects(String prefix) {
        List<String> effects = new ArrayList<>(outside);
        effects.addAll(InMemoryTargetSystem.on("any", store).records().all().keySet());
        effects.addAll(InMemoryTargetSystem.on("any", elsewhere).records().all().keySet());
        return effects.stream().filter(effect -> effect.startsWith(prefix)).toList();
    }

    @Override
    public void letPass(String service, Duration time) {
        clock.move(time);
    }

    @Override
    public boolean unblock(String message) {
        Matcher matcher = REMEDY.matcher(message);
        if (!matcher.find()) {
            return false;
        }
        long session = Long.parseLong(matcher.group(1));
        boolean ended = store.endSession(session);
        return elsewhere.endSession(session) || ended;
    }

    @Override
    public void close() {}

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2025-01-01T00:00:00Z");

        synchronized void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
