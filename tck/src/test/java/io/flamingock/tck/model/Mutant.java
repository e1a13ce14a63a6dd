package io.flamingock.tck.model;

import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;

/** What a library that is wrong would do: to the databases, or, above the model, to what it calls. */
interface Mutant {

    Mutant NONE = new Mutant() {};

    default AuditStore beneath(AuditStore store) {
        return store;
    }

    default AuditStore above(AuditStore store) {
        return store;
    }

    default TransactionalTargetSystem beneath(TransactionalTargetSystem target) {
        return target;
    }

    default TransactionalTargetSystem above(TransactionalTargetSystem target) {
        return target;
    }
}
