package io.flamingock.internal.run;

/** What a run has while it holds the lease: the log as it writes it, the lease, and whether it shall stop. */
record Holding(Journal journal, Recorder recorder, HeldLease lease, StopSignal stop, Timing timing) {

    Entries entries() {
        return journal.entries();
    }

    /** A renewal that must succeed; asks again while the store does not answer. */
    boolean confirm() {
        return lease.confirm(patience());
    }

    /** How long a store is asked again about an outcome. */
    Patience patience() {
        return Patience.despiteStop(timing.grace(), stop);
    }
}
