package io.flamingock.servers.mongo.standin;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What an open transaction sees, has written, and may no longer write. Guarded by the store's lock. */
final class Transaction {

    final Snapshot snapshot;
    final Instant since;

    /** What it has written: nobody else may until it has ended. */
    final Set<Key> written = new HashSet<>();

    /** What others have written since its snapshot: it must not, or it would undo their work. */
    final Set<Key> overtaken = new HashSet<>();

    /** Collections it has used: they keep their indexes and their names until it has ended. */
    final Set<String> used = new HashSet<>();

    /** Collections whose indexes or names have changed since its snapshot. */
    final Set<String> redefined = new HashSet<>();

    private final Map<String, Snapshot.Changes> changes = new HashMap<>();

    Transaction(Data committed, Clock clock) {
        this.snapshot = new Snapshot(committed, clock);
        this.since = clock.instant();
    }

    void record(Snapshot.Changes ofCollection) {
        written.addAll(ofCollection.keys());
        changes.put(ofCollection.database() + "." + ofCollection.collection(), ofCollection);
    }

    Iterable<Snapshot.Changes> changes() {
        return changes.values();
    }

    boolean holdsAnyOf(Set<Key> keys) {
        return !Collections.disjoint(written, keys);
    }
}
