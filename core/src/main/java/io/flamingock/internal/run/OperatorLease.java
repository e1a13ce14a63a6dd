package io.flamingock.internal.run;

import io.flamingock.api.RefusedException;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.internal.plan.History;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lease for one operator's call (protocol §4): acquires it with one try, reads, confirms; releases it after
 * the call, refused or not.
 */
final class OperatorLease {

    private final Settings settings;
    private final ChangesInCode changes;
    private final Entries entries;
    private final Listeners listeners;
    private final Tally tally;
    private final StopSignal stop = new StopSignal();

    OperatorLease(Settings settings, ChangesInCode changes, Entries entries, Listeners listeners, Tally tally) {
        this.settings = settings;
        this.changes = changes;
        this.entries = entries;
        this.listeners = listeners;
        this.tally = tally;
    }

    /** Appends what the call makes of the log as it is under the lease; all of it, or it is refused. */
    List<Content> append(Function<History, List<Content>> call) {
        List<Content> appended = new java.util.ArrayList<>();
        hold(holding -> {
            List<Content> contents = call.apply(holding.journal().history());
            if (!contents.isEmpty() && holding.journal().write(contents) != contents.size()) {
                throw new RefusedException("somebody wrote to the log meanwhile; this is not recorded, or only in part."
                        + " Look at history(), and decide again");
            }
            appended.addAll(contents);
        });
        return appended;
    }

    /** Makes the call while the lease is held. */
    void hold(Consumer<Holding> call) {
        try (ShutdownHook hook = new ShutdownHook(stop, settings.timing().grace())) {
            holdUnderHook(call);
        }
    }

    private void holdUnderHook(Consumer<Holding> call) {
        @Nullable HeldLease lease = null;
        @Nullable Holding holding = null;
        try {
            Acquisition acquisition = new Acquisition(settings, entries, stop, listeners);
            Acquisition.Try attempt = acquisition.tryOnce();
            lease = attempt.acquired().orElseThrow(() -> isHeld(attempt));
            holding = acquisition.open(lease).orElseThrow(this::lostAgain);
            call.accept(holding);
            lease.release();
        } catch (RefusedException e) {
            if (lease != null) {
                lease.release();
            }
            throw e;
        } catch (Throwable thrown) {
            throw new Failure(settings, changes, tally, lease, holding).of(thrown);
        } finally {
            stop.restoreInterrupt();
        }
    }

    private RefusedException isHeld(Acquisition.Try attempt) {
        return RefusedException.leaseHeld("the lease of '" + settings.service() + "' is held by " + attempt.holderText()
                + ": nothing is decided while a run is active. Nothing was written; call again when it has ended");
    }

    private RefusedException lostAgain() {
        return RefusedException.leaseHeld("the lease of '" + settings.service()
                + "' was lost to another instance before anything was decided. Nothing was written");
    }
}
