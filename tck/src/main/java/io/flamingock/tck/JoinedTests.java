package io.flamingock.tck;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A log that is there, and a target system in the same transaction domain. */
abstract class JoinedTests extends StoreTests {

    TargetFixture effects;
    TransactionalTargetSystem target;

    @Override
    abstract DriverFixture emptyPlace();

    @BeforeEach
    void openTarget() {
        effects = ((DriverFixture) place).target();
        target = effects.open();
        log.create();
    }

    final void write(TargetTransaction transaction, String key) throws Exception {
        effects.write(bound(transaction), key);
    }

    final Object bound(TargetTransaction transaction) {
        return transaction.bound(effects.boundType());
    }

    final Head appendIn(TargetTransaction transaction, Head expected, State state) {
        return log.append(expected, List.of(Entries.change(expected, SERVICE, state)), transaction);
    }

    final List<State> states() {
        return other.log(SERVICE).read(0).stream()
                .map(AuditEntry::event)
                .map(AuditEntry.Event::state)
                .toList();
    }
}
