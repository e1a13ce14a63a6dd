package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.targets.Marker;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty place with two target systems on it, as two processes would have them. */
abstract class TargetTests implements ContractReport.Placed {

    static final Marker MARKER = marker("add-status", 1, 'a');

    TargetFixture place;
    TransactionalTargetSystem target;
    TransactionalTargetSystem other;

    abstract TargetFixture emptyPlace();

    @BeforeEach
    void open() {
        place = emptyPlace();
        target = place.open();
        other = place.open();
    }

    @Override
    public final String runsOn() {
        return place.runsOn();
    }

    @AfterEach
    void close() {
        if (place != null) { // else there was none to be had
            place.close();
        }
    }

    static Marker marker(String changeId, int attempt, char hash) {
        return new Marker("users", changeId, attempt, String.valueOf(hash).repeat(64));
    }

    final void prepareMarkers() {
        assertThat(target.prepareMarkers()).isEmpty();
    }

    final Object bound(TargetTransaction transaction) {
        return transaction.bound(place.boundType());
    }

    final void write(TargetTransaction transaction, String key) throws Exception {
        place.write(bound(transaction), key);
    }

    /** A whole attempt: BEGIN, an effect whose key is the change's id, END, commit. */
    final void attempt(Marker marker) throws Exception {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(marker);
            write(transaction, marker.changeId());
            assertThat(transaction.insertEnd(marker)).isTrue();
            transaction.commit();
        }
    }
}
