package io.flamingock.tck.model;

import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.time.Duration;
import java.util.List;

/** Drivers that break one sentence of their contract each. */
enum WrongDatabase implements Mutant {
    APPENDS_WITHOUT_COMPARING {
        @Override
        public AuditStore beneath(AuditStore store) {
            return new PassingStore(store) {
                @Override
                Head append(AuditLog log, Head expected, List<AuditEntry> entries) {
                    try {
                        return log.append(expected, entries);
                    } catch (AuditConflictException e) {
                        List<AuditEntry> there = log.read(0);
                        Head head = there.get(there.size() - 1).head();
                        for (AuditEntry entry : entries) {
                            head = log.append(head, List.of(after(head, entry)));
                        }
                        return head;
                    }
                }
            };
        }
    },
    GIVES_A_LEASE_THAT_HAS_NOT_EXPIRED {
        @Override
        public AuditStore beneath(AuditStore store) {
            return new PassingStore(store) {
                @Override
                public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
                    Lease.Attempt attempt = super.tryAcquire(service, me, length);
                    if (attempt instanceof Lease.Attempt.HeldBy held) {
                        store.release(service, held.row().token());
                        return super.tryAcquire(service, me, length);
                    }
                    return attempt;
                }
            };
        }
    },
    RENEWS_FOR_WHOEVER_ASKS {
        @Override
        public AuditStore beneath(AuditStore store) {
            return new PassingStore(store) {
                @Override
                boolean renew(Lease lease, String currentChange) {
                    boolean unused = lease.renew(currentChange);
                    return true;
                }
            };
        }
    },
    SETTLES_BY_LOOKING_ONLY {
        @Override
        public TransactionalTargetSystem beneath(TransactionalTargetSystem target) {
            return new ForwardingTargetSystem(target) {
                @Override
                public Settlement settle(Marker marker) {
                    try (TargetTransaction transaction = target.begin()) {
                        transaction.insertBegin(marker);
                        return Settlement.UNDONE;
                    } catch (RuntimeException taken) {
                        return target.settle(marker);
                    }
                }
            };
        }
    },
    ENDS_WITHOUT_A_BEGIN {
        @Override
        public TransactionalTargetSystem beneath(TransactionalTargetSystem target) {
            return new ForwardingTargetSystem(target) {
                @Override
                protected TargetTransaction around(TargetTransaction transaction) {
                    return new ForwardingTransaction(transaction) {
                        @Override
                        public boolean insertEnd(Marker marker) {
                            boolean unused = transaction.insertEnd(marker);
                            return true;
                        }
                    };
                }
            };
        }
    },
    KEEPS_WHAT_WAS_ROLLED_BACK {
        @Override
        public TransactionalTargetSystem beneath(TransactionalTargetSystem target) {
            return new ForwardingTargetSystem(target) {
                @Override
                protected TargetTransaction around(TargetTransaction transaction) {
                    return new ForwardingTransaction(transaction) {
                        @Override
                        public void rollback() {
                            try {
                                transaction.commit();
                            } catch (RuntimeException ended) {
                                transaction.rollback();
                            }
                        }
                    };
                }
            };
        }
    };

    static AuditEntry after(Head head, AuditEntry entry) {
        return AuditEntry.after(
                head,
                entry.service(),
                new Content(
                        entry.event(),
                        entry.subject(),
                        entry.written(),
                        entry.error(),
                        entry.decision(),
                        entry.metadata()));
    }
}
