package io.flamingock.internal.plan;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Last;
import io.flamingock.api.ChangeStatus.Next;
import io.flamingock.api.Decision;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells how each change stands: those of the code in their order, then those that only the log has. */
final class Standing {

    private final Planner planner;
    private final History history;

    Standing(Planner planner, History history) {
        this.planner = planner;
        this.history = history;
    }

    List<ChangeStatus> ofAll() {
        List<ChangeStatus> all = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Change change : planner.changes()) {
            told.add(change.id());
            all.add(of(change, history.of(change.id())));
        }
        history.changes().forEach((id, past) -> {
            if (!told.contains(id) && !past.isEmpty()) {
                all.add(ofLogOnly(id, past));
            }
        });
        return all;
    }

    private ChangeStatus of(Change change, ChangeHistory past) {
        Decision decision = planner.decide(change, past);
        Next next = Next.NOTHING;
        if (decision instanceof Decision.Run) {
            next = Next.RUN;
        } else if (decision instanceof Decision.Settle) {
            next = Next.SETTLE;
        } else if (decision instanceof Decision.Stop) {
            next = Next.DECIDE;
        }
        return new ChangeStatus(
                change.id(),
                change.stage(),
                change.order(),
                change.target(),
                change.mode(),
                last(past),
                next,
                decision.why());
    }

    private ChangeStatus ofLogOnly(String id, ChangeHistory past) {
        if (past.isExecuted()) {
            return ofLogOnly(past, Next.NOTHING, planner.isLogAlone() ? "executed" : "executed; " + whyNotHere(id));
        }
        if (past.isClean()) {
            return planner.isLogAlone()
                    ? ofLogOnly(past, Next.RUN, "nothing of it is there; runs again unless it has left the code")
                    : ofLogOnly(past, Next.NOTHING, "nothing of it is there; " + whyNotHere(id));
        }
        @Nullable String running = past.running();
        if (running != null) {
            return ofLogOnly(past, Next.NOTHING, running);
        }
        return past.isToBeSettled() && (planner.isLogAlone() || planner.canSettle(past))
                ? ofLogOnly(past, Next.SETTLE, "cut off; its marker tells what happened")
                : ofLogOnly(past, Next.DECIDE, planner.whyUnfinishedElsewhere(id, past));
    }

    private String whyNotHere(String id) {
        return "it is " + planner.whyNotHere(id);
    }

    private static ChangeStatus ofLogOnly(ChangeHistory past, Next next, String why) {
        Subject subject = ChangeHistory.subject(past.newest());
        return new ChangeStatus(
                subject.changeId(),
                subject.stage(),
                subject.order(),
                subject.target(),
                subject.mode(),
                last(past),
                next,
                why);
    }

    private static @Nullable Last last(ChangeHistory past) {
        if (past.isEmpty()) {
            return null;
        }
        AuditEntry entry = past.newest();
        return new Last(
                entry.seq(),
                entry.event().state(),
                past.operation(),
                ChangeHistory.subject(entry).attempt(),
                entry.written().time(),
                entry.written().duration(),
                entry.written().runner().toString(),
                entry.decision() == null ? null : entry.decision().operator());
    }
}
