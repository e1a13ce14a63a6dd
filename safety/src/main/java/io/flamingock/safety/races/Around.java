package io.flamingock.safety.races;

import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;

/** What is put between the library and its drivers. */
public interface Around {

    /** Nothing. */
    Around NOTHING = new Around() {
        @Override
        public AuditStore store(AuditStore store) {
            return store;
        }

        @Override
        public TransactionalTargetSystem target(TransactionalTargetSystem target) {
            return target;
        }
    };

    AuditStore store(AuditStore store);

    TransactionalTargetSystem target(TransactionalTargetSystem target);
}
