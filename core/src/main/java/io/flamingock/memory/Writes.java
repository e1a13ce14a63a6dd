package io.flamingock.memory;

import io.flamingock.audit.Fields;
import io.flamingock.targets.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in a database, or what one transaction adds to it; guarded by the monitor of the database. */
final class Writes {

    /** Which place of an attempt a marker takes; {@code CLOSED} takes that of {@code BEGIN}. */
    enum Place {
        BEGIN,
        END
    }

    /** The unique key of a marker. */
    record MarkerKey(String service, String changeId, int attempt, Place place) {
        static MarkerKey of(Marker marker, Place place) {
            return new MarkerKey(marker.service(), marker.changeId(), marker.attempt(), place);
        }
    }

    /** The rest of a marker: the hash of the STARTED it belongs to. */
    record MarkerRow(String startedHash, boolean closed) {}

    final Map<String, List<Fields>> entries = new HashMap<>();
    final Map<MarkerKey, MarkerRow> markers = new HashMap<>();
    /** An empty value: removed. */
    final SortedMap<String, Optional<Object>> records = new TreeMap<>();

    List<Fields> entriesOf(String service) {
        return entries.getOrDefault(service, List.of());
    }

    void append(String service, List<Fields> added) {
        entries.computeIfAbsent(service, none -> new ArrayList<>()).addAll(added);
    }

    void addAll(Writes more) {
        more.entries.forEach(this::append);
        markers.putAll(more.markers);
        records.putAll(more.records);
        records.values().removeIf(Optional::isEmpty);
    }

    void clear() {
        entries.clear();
        markers.clear();
        records.clear();
    }
}
