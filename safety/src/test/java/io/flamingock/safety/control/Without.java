package io.flamingock.safety.control;

import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Lease;
import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Counts;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingAuditStore;
import io.flamingock.tck.forwarding.ForwardingLease;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;
import java.util.Optional;

/** What is taken away from the protocol, by something between the library and its drivers. */
enum Without implements Around {
    /** An append whose place is taken goes to the end of the log instead. */
    COMPARE {
        @Override
        public AuditStore store(AuditStore store) {
            return new ForwardingAuditStore(store) {
                @Override
                protected AuditLog around(AuditLog log) {
                    return new LogWithoutCompare(log);
                }
            };
        }
    },
    /** An attempt that was cut off is settled by reading its markers, without occupying its place. */
    CLOSED {
        @Override
        public TransactionalTargetSystem target(TransactionalTargetSystem target) {
            return new ForwardingTargetSystem(target) {
                @Override
                public Settlement settle(Marker marker) {
                    return MarkerRows.read(target, marker);
                }
            };
        }
    },
    /** What is about to run is written together with what became of it, not before. */
    INTENT {
        @Override
        public AuditStore store(AuditStore store) {
            return new ForwardingAuditStore(store) {
                @Override
                protected AuditLog around(AuditLog log) {
                    return new LogWithoutIntent(log);
                }
            };
        }
    },
    /** {@code END} and {@code EXECUTED} are inserted whether or not {@code BEGIN} and {@code STARTED} are there. */
    CONDITION {
        @Override
        public AuditStore store(AuditStore store) {
            return new ForwardingAuditStore(store) {
                @Override
                protected AuditLog around(AuditLog log) {
                    return new LogWithoutCondition(log);
                }
            };
        }

        @Override
        public TransactionalTargetSystem target(TransactionalTargetSystem target) {
            return new ForwardingTargetSystem(target) {
                @Override
                protected TargetTransaction around(TargetTransaction transaction) {
                    return MarkerRows.withoutCondition(transaction);
                }
            };
        }
    },
    /** Nobody who takes a lease over says so in the log. */
    FENCE {
        @Override
        public AuditStore store(AuditStore store) {
            return new ForwardingAuditStore(store) {
                @Override
                protected Lease around(Lease lease) {
                    return new ForwardingLease(lease) {
                        @Override
                        public Optional<String> takenOverFrom() {
                            return Optional.empty();
                        }
                    };
                }
            };
        }
    };

    /** What must be found then. */
    Counts.Of found() {
        return this == FENCE ? Counts.Of.LATE_APPENDS : Counts.Of.BROKEN;
    }

    @Override
    public AuditStore store(AuditStore store) {
        return store;
    }

    @Override
    public TransactionalTargetSystem target(TransactionalTargetSystem target) {
        return target;
    }
}
