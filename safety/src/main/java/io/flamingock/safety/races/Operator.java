package io.flamingock.safety.races;

import io.flamingock.Flamingock;
import io.flamingock.api.Issue;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Decides what only a human can, by looking whether the effect is there. He waits until the process in question has ended
 * its run, except where he is told to be rash: then he may look an instant too early.
 */
final class Operator {

    private static final String NAME = "operator";

    /** What a process that is dead has sent last may take so long to arrive. */
    private static final long AFTER_DEATH_NANOS = 300_000_000;

    private final Place<?> place;
    private final Flamingock flamingock;
    private final String service;
    private final List<Decision> decisions = Collections.synchronizedList(new ArrayList<>());
    private final Map<Long, Long> seen = new HashMap<>();
    private final AtomicInteger undone = new AtomicInteger();

    Operator(Place<?> place, Flamingock flamingock, String service) {
        this.place = place;
        this.flamingock = flamingock;
        this.service = service;
    }

    /** Whether a process may still be inside the body of an attempt that was there at that time. */
    interface Inside {
        boolean isInside(long pid, long nanos);
    }

    /** Decides what can be decided now; the changes he has decided about. */
    List<String> decide(Inside processes, Predicate<String> rash) {
        List<String> decided = new ArrayList<>();
        try {
            for (Issue issue : flamingock.issues()) {
                long firstSeen = seen.computeIfAbsent(issue.seq(), seq -> System.nanoTime());
                boolean inside = processes.isInside(pid(issue), firstSeen);
                boolean calm = !inside && System.nanoTime() - firstSeen > AFTER_DEATH_NANOS;
                if (issue.resolvable() && (calm || rash.test(issue.changeId()))) {
                    resolve(issue, inside);
                    decided.add(issue.changeId());
                }
            }
        } catch (RefusedException | RunFailedException | AuditStoreException e) {
            // somebody is at work; he looks again
        }
        return decided;
    }

    private long pid(Issue issue) {
        return flamingock.history().stream()
                .filter(entry -> entry.seq() == issue.seq())
                .mapToLong(entry -> entry.written().runner().pid())
                .findFirst()
                .orElse(0);
    }

    private void resolve(Issue issue, boolean inside) {
        long nanos = System.nanoTime();
        boolean there = Effects.net(place.effects(service), issue.changeId()) > 0;
        Resolution resolution = there ? Resolution.EXECUTED : Resolution.ROLLED_BACK;
        flamingock.resolve(issue.changeId(), issue.seq(), resolution, NAME, "looked at the effects");
        decisions.add(new Decision(issue.changeId(), issue.attempt(), resolution, inside, nanos));
    }

    /** Undoes by hand what is executed, if nobody is at work: records it, and does it. */
    boolean undoByHand(String change) {
        try {
            Optional<AuditEntry> executed =
                    newest(change).filter(entry -> entry.event().state().isExecuted());
            if (executed.isEmpty()) {
                return false;
            }
            flamingock.undoneByHand(change, executed.get().seq(), NAME, "it is to be undone");
            place.writeOutside(Effect.undoneByHand(service, change));
            undone.incrementAndGet();
            return true;
        } catch (RefusedException | RunFailedException | AuditStoreException e) {
            return false;
        }
    }

    private Optional<AuditEntry> newest(String change) {
        return flamingock.history().stream()
                .filter(entry ->
                        entry.subject() != null && entry.subject().changeId().equals(change))
                .filter(entry -> entry.event().state() != State.LATE)
                .reduce((before, after) -> after);
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    int undoneByHand() {
        return undone.get();
    }
}
