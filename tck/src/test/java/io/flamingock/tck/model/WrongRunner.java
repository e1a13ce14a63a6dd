package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.targets.TargetTransaction;
import java.util.ArrayList;
import java.util.List;

/** Runners that leave one thing out each, by what they ask of their store. */
enum WrongRunner implements Mutant {
    WRITES_NO_FENCE {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                @Override
                Head occupy(AuditLog log, Head expected, AuditEntry entry) {
                    return entry.event().state() == State.TAKEN_OVER ? entry.head() : log.occupy(expected, entry);
                }
            };
        }
    },
    DOES_NOT_CONFIRM {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                @Override
                boolean renew(Lease lease, String currentChange) {
                    return true;
                }
            };
        }
    },
    PLANS_ON_WHAT_IT_READ_BEFORE_THE_LEASE {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                private List<AuditEntry> first;

                @Override
                List<AuditEntry> read(AuditLog log, long afterSeq) {
                    if (afterSeq > 0) {
                        return log.read(afterSeq);
                    }
                    first = first == null ? log.read(0) : first;
                    return first;
                }
            };
        }
    },
    WRITES_THE_INTENT_AFTER_THE_BODY {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                private final List<AuditEntry> kept = new ArrayList<>();

                @Override
                Head append(AuditLog log, Head expected, List<AuditEntry> entries) {
                    List<AuditEntry> all = new ArrayList<>(kept);
                    all.addAll(entries);
                    kept.clear();
                    AuditEntry last = all.get(all.size() - 1);
                    if (isIntent(last)) {
                        all.remove(last);
                        kept.add(last);
                    }
                    if (!all.isEmpty()) {
                        AuditEntry first = all.get(0);
                        log.append(new Head(first.seq() - 1, first.chain().prevHash()), all);
                    }
                    return last.head();
                }

                private static boolean isIntent(AuditEntry entry) {
                    return entry.event().state() == State.STARTED
                            && entry.subject().mode() == Mode.NONE;
                }
            };
        }
    },
    RECORDS_THE_OUTCOME_OUTSIDE_THE_TRANSACTION {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                @Override
                Head join(AuditLog log, Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
                    return entries.get(0).event().state() == State.STARTED
                            ? log.append(expected, entries, transaction)
                            : entries.get(0).head();
                }
            };
        }
    },
    RECORDS_A_LATE_OUTCOME_AS_IF_IN_TIME {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                @Override
                Head append(AuditLog log, Head expected, List<AuditEntry> entries) {
                    AuditEntry entry = entries.get(0);
                    return entry.event().state() == State.LATE
                            ? log.append(expected, List.of(inTime(expected, entry)))
                            : log.append(expected, entries);
                }
            };
        }
    },
    INSISTS_ON_NOTHING {
        @Override
        public AuditStore above(AuditStore store) {
            return new PassingStore(store) {
                @Override
                Head occupy(AuditLog log, Head expected, AuditEntry entry) {
                    return log.append(expected, List.of(entry));
                }
            };
        }
    };

    private static AuditEntry inTime(Head head, AuditEntry late) {
        Event said = late.event();
        Event event = new Event(
                said.kind(),
                said.operation(),
                State.valueOf(late.metadata().get(AuditEntry.OUTCOME)),
                said.runId(),
                said.checksum());
        return AuditEntry.after(
                head,
                late.service(),
                new Content(event, late.subject(), late.written(), late.error(), late.decision(), late.metadata()));
    }
}
