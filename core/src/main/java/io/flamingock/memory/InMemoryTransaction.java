package io.flamingock.memory;

import io.flamingock.api.FlamingockException;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.Head;
import io.flamingock.memory.Writes.MarkerKey;
import io.flamingock.memory.Writes.MarkerRow;
import io.flamingock.memory.Writes.Place;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction: what it writes is kept aside until it commits. Guarded by the monitor of its database. */
final class InMemoryTransaction implements TargetTransaction {

    private final InMemoryDatabase database;
    private final Map<Class<?>, Function<InMemoryRecords, ?>> bindings;
    private final Map<Class<?>, Object> bound = new HashMap<>();
    private final String thread = Thread.currentThread().getName();
    private final long session;
    private final Writes pending = new Writes();
    private boolean insists;
    private boolean undone;
    private boolean left;
    /** Why nothing more can be done with it; {@code null}: it is open. */
    private @Nullable String unusable;

    InMemoryTransaction(InMemoryDatabase database) {
        this(database, Map.of());
    }

    InMemoryTransaction(InMemoryDatabase database, Map<Class<?>, Function<InMemoryRecords, ?>> bindings) {
        this.database = database;
        this.bindings = bindings;
        this.session = database.nextSession();
    }

    boolean belongsTo(InMemoryDatabase other) {
        return database == other;
    }

    long session() {
        return session;
    }

    /** From now on it ends a session that blocks it, where the database lets it. */
    void insist() {
        insists = true;
    }

    @Override
    public <T> T bound(Class<T> type) {
        @Nullable Function<InMemoryRecords, ?> binding = bindings.get(type);
        if (binding == null) {
            throw new IllegalArgumentException(type.getName() + " is not bound here: " + bindings.keySet());
        }
        return type.cast(bound.computeIfAbsent(type, none -> binding.apply(new InMemoryRecords(database, this))));
    }

    @Override
    public void insertBegin(Marker marker) {
        change(() -> {
            database.checkMarkersCreated();
            @Nullable MarkerRow taken = insertIfAbsent(marker, Place.BEGIN, false);
            if (taken != null) {
                throw new FlamingockException("the marker of " + marker + " is taken: " + taken);
            }
        });
    }

    @Override
    public boolean insertEnd(Marker marker) {
        boolean[] inserted = {false};
        change(() -> {
            database.checkMarkersCreated();
            if (new MarkerRow(marker.startedHash(), false).equals(visible(marker, Place.BEGIN))) {
                inserted[0] = insertIfAbsent(marker, Place.END, false) == null;
            }
        });
        return inserted[0];
    }

    Settlement close(Marker marker) {
        Settlement[] found = {Settlement.UNDONE};
        change(() -> {
            database.checkMarkersCreated();
            @Nullable MarkerRow begin = insertIfAbsent(marker, Place.BEGIN, true);
            @Nullable MarkerRow end = visible(marker, Place.END);
            found[0] = settlement(marker, begin, end);
        });
        return found[0];
    }

    private static Settlement settlement(Marker marker, @Nullable MarkerRow begin, @Nullable MarkerRow end) {
        if (begin == null) {
            return Settlement.UNDONE;
        }
        if (!begin.startedHash().equals(marker.startedHash())
                || (end != null && !end.startedHash().equals(marker.startedHash()))) {
            return Settlement.FOREIGN;
        }
        if (end != null) {
            return Settlement.DONE;
        }
        return begin.closed() ? Settlement.UNDONE : Settlement.UNKNOWN;
    }

    void append(String service, Head expected, List<AuditEntry> entries) {
        change(() -> {
            database.checkAuditCreated();
            List<Fields> before = database.committed().entriesOf(service);
            List<Fields> mine = pending.entriesOf(service);
            int seq = before.size() + mine.size();
            if (seq != expected.seq() || (seq > 0 && !hashAt(seq, before, mine).equals(expected.hash()))) {
                throw new AuditConflictException(
                        "the log of '" + service + "' does not end with " + expected + ": it has " + seq + " entries",
                        null);
            }
            pending.append(service, entries.stream().map(Fields::of).toList());
        });
    }

    private static Object hashAt(int seq, List<Fields> before, List<Fields> mine) {
        int index = seq - 1;
        Fields newest = index < before.size() ? before.get(index) : mine.get(index - before.size());
        return String.valueOf(newest.get(Field.HASH));
    }

    void write(String key, Optional<Object> value) {
        change(() -> pending.records.put(key, value));
    }

    SortedMap<String, Object> visibleRecords() {
        synchronized (database) {
            checkUsable();
            SortedMap<String, Object> records = database.committedRecords();
            pending.records.forEach((key, value) ->
                    value.ifPresentOrElse(present -> records.put(key, present), () -> records.remove(key)));
            return records;
        }
    }

    void commitBehindOurBack() {
        synchronized (database) {
            checkUsable();
            database.committed().addAll(pending);
            pending.clear();
            database.yieldTurn(this);
        }
    }

    void undoBehindOurBack() {
        synchronized (database) {
            checkUsable();
            pending.clear();
            undone = true;
            database.yieldTurn(this);
        }
    }

    /** What it has committed behind our back is found by the intent, or {@code BEGIN}, that was committed with it. */
    @Override
    public boolean rollbackUndoesAll() {
        synchronized (database) {
            return !left;
        }
    }

    @Override
    public void commit() {
        synchronized (database) {
            checkUsable();
            database.committed().addAll(pending);
            end("has been committed");
        }
    }

    @Override
    public void rollback() {
        end("has been rolled back");
    }

    @Override
    public void abort() {
        end("was cut off; nothing of it is there");
    }

    @Override
    public void close() {
        end("is closed");
    }

    /** Only the first end counts, and the first says why; a transaction that has failed stays failed. */
    private void end(String how) {
        synchronized (database) {
            pending.clear();
            unusable = unusable == null ? how : unusable;
            database.yieldTurn(this);
        }
    }

    void checkUsable() {
        synchronized (database) {
            if (unusable != null) {
                throw new IllegalStateException(this + " " + unusable);
            }
        }
    }

    /** What fails for another reason than having waited in vain leaves nothing but a rollback, as on PostgreSQL. */
    private void change(Runnable write) {
        synchronized (database) {
            checkUsable();
            database.awaitTurn(this, insists);
            left |= undone;
            try {
                write.run();
            } catch (RuntimeException e) {
                end("has failed and was rolled back (" + e.getMessage() + ")");
                throw e;
            }
        }
    }

    private @Nullable MarkerRow insertIfAbsent(Marker marker, Place place, boolean closed) {
        @Nullable MarkerRow there = visible(marker, place);
        if (there == null) {
            pending.markers.put(MarkerKey.of(marker, place), new MarkerRow(marker.startedHash(), closed));
        }
        return there;
    }

    private @Nullable MarkerRow visible(Marker marker, Place place) {
        MarkerKey key = MarkerKey.of(marker, place);
        @Nullable MarkerRow mine = pending.markers.get(key);
        return mine == null ? database.committed().markers.get(key) : mine;
    }

    @Override
    public String toString() {
        return "in-memory session " + session + " of thread '" + thread + "'";
    }
}
