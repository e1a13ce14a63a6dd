package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.tck.model.Act.Errand;
import io.flamingock.tck.model.Base.Mark;
import io.flamingock.tck.model.Base.MarkKey;
import io.flamingock.tck.model.Base.Place;
import io.flamingock.tck.model.Chronicle.Next;
import io.flamingock.tck.model.Knowledge.Call;
import io.flamingock.tck.model.Knowledge.Ending;
import io.flamingock.tck.model.Line.About;

/**
 * What an instance may append, by the protocol: judged by what it knows and by the log that it appends to, whether that
 * append then goes in or not.
 *
 * @param seen the log as far as the entry follows it
 */
record Law(Knowledge who, Chronicle seen, Base elsewhere) {

    enum How {
        APPEND,
        OCCUPY,
        JOIN
    }

    void permits(Line line, How how) {
        unless(who.isRun(line.runId()), "one run writes under another's id: " + line);
        switch (line.state()) {
            case STARTED -> intent(line.about(), how);
            case EXECUTED, FAILED, ROLLED_BACK, ROLLBACK_FAILED -> outcome(line, how);
            case LATE -> late(line.about());
            case MARKED_EXECUTED, MARKED_ROLLED_BACK -> decision(line);
            case IMPORTED -> imported(line.about());
            case COMPLETED -> completed();
            case TAKEN_OVER -> fence(how);
            case FORCE_RELEASED ->
                unless(who.errand == Errand.RELEASE_BY_FORCE, "nobody asked for a release by force (§1)");
            default -> throw new Disagreement("nobody writes " + line.state());
        }
    }

    private void checkHolds(String what) {
        unless(
                who.isOpen(),
                what + " without having acquired, fenced where due, read and confirmed, in this order (§3.4)");
        boolean fenced = seen.lines().stream()
                .skip(Math.min(who.openedAt(), seen.lines().size()))
                .anyMatch(line -> line.kind() == Kind.LOCK && !line.runId().equals(who.runId()));
        unless(!fenced, what + " after somebody else's fence (§1)");
    }

    private void intent(About about, How how) {
        checkHolds("an intent");
        Spec spec = spec(about);
        unless(!who.errand.decides(), "an intent by somebody who decides");
        unless(about.mode() == spec.mode(), "another mode than its body has: " + about.mode());
        unless(
                (how == How.JOIN) == (about.mode() == Mode.SHARED) && how != How.OCCUPY,
                "SHARED begins inside the transaction, the others before their body (§4)");
        unless(about.attempt() == seen.nextAttempt(about.change()), "attempt " + about.attempt() + " (§2)");
        if (about.operation() == Operation.UNDO) {
            unless(who.errand == Errand.UNDO_LAST && seen.isExecuted(about.change()), "nothing to undo (§4)");
            return;
        }
        unless(who.errand != Errand.UNDO_LAST, "an undo applies something");
        for (Spec other : who.changes) {
            Next next = seen.next(other);
            unless(next != Next.STOP, "started although " + other.id() + " is an issue (§5)");
            unless(next != Next.SETTLE, "started although " + other.id() + " is not settled (§4)");
            unless(other.number() >= spec.number() || next == Next.SKIP, "started before " + other.id() + " (§3)");
        }
        unless(seen.next(spec) == Next.RUN, "started again: " + seen.newest(about.change()) + " (§5)");
        unless(
                seen.lines().stream()
                        .filter(line -> line.kind() == Kind.CHANGE)
                        .noneMatch(line -> !isKnown(line.change()) && seen.isUnfinished(line.change())),
                "started although a change that it does not know is unfinished (§5)");
    }

    private void outcome(Line line, How how) {
        About about = line.about();
        if (how == How.JOIN) {
            boolean own = who.shared != null && line.about().equals(who.shared.about());
            unless(own && line.state() == done(about), "only the own outcome goes into a transaction (§4)");
            unless(who.ended(Call.of(about), Ending.RETURNED), line + " before the body has returned");
            return;
        }
        boolean own = seen.isStillOwn(about, who.runId());
        boolean takesPlace = about.mode() == Mode.SHARED && about.attempt() == seen.nextAttempt(about.change());
        if (takesPlace) {
            intent(about, How.JOIN); // where it could have stood
        }
        boolean settles = who.isOpen() && seen.isToBeSettled(about.change());
        unless(own || takesPlace || settles, line + " without its own intent as the newest entry (§6, row 13)");
        switch (about.mode()) {
            case SHARED -> sharedOutcome(line, takesPlace);
            case MARKED -> markedOutcome(line);
            case NONE -> plainOutcome(line);
        }
    }

    private void sharedOutcome(Line line, boolean takesPlace) {
        State expected = takesPlace && !who.outcomeRefused
                ? undone(line.about(), seen.isClean(line.about().change()))
                : unknown(line.about());
        unless(line.state() == expected, line + " where settling says " + expected + " (§4)");
    }

    private void markedOutcome(Line line) {
        About about = line.about();
        Mark begin = elsewhere.mark(new MarkKey(about.change(), about.attempt(), Place.BEGIN));
        Mark end = elsewhere.mark(new MarkKey(about.change(), about.attempt(), Place.END));
        State undone = undone(about, seen.wasCleanBefore(about));
        if (end != null) {
            unless(line.state() == done(about), line + " although its END is there (§4)");
        } else if (who.outcomeRefused && (begin == null || begin.closed())) {
            unless(line.state() == unknown(about), line + " although its body has left (§4)");
        } else if (begin == null) {
            unless(line.state() == undone && !who.hasBegun(Call.of(about)), line + " without a marker (§4)");
        } else if (begin.closed()) {
            unless(line.state() == undone, line + " although its place is CLOSED (§4)");
        } else {
            unless(line.state() == unknown(about), line + " although its BEGIN is alone (§4)");
        }
    }

    private void plainOutcome(Line line) {
        About about = line.about();
        Call body = Call.of(about);
        Call rollback = Call.rollbackOf(about);
        boolean clean = seen.wasCleanBefore(about);
        boolean rolledBack = who.ended(rollback, Ending.RETURNED) || !who.hasBegun(body);
        boolean proven;
        if (about.operation() == Operation.APPLY) {
            proven = switch (line.state()) {
                case EXECUTED -> who.ended(body, Ending.RETURNED);
                case FAILED -> who.ended(body, Ending.THREW) || (rolledBack && !clean);
                case ROLLED_BACK -> rolledBack && clean;
                default -> who.ended(rollback, Ending.THREW);
            };
        } else {
            proven = switch (line.state()) {
                case ROLLED_BACK -> who.ended(body, Ending.RETURNED);
                case ROLLBACK_FAILED -> who.ended(body, Ending.THREW);
                default -> !who.hasBegun(body);
            };
        }
        unless(proven, line + " is not what its body did (§4)");
    }

    private void late(About about) {
        unless(
                who.hasWritten(about, State.STARTED) && !seen.isStillOwn(about, who.runId()),
                "LATE, although the outcome itself could be recorded, or without an attempt (§6, row 13)");
    }

    private void decision(Line line) {
        About about = line.about();
        checkHolds("a decision");
        unless(who.errand.decides(), "a decision that nobody made");
        boolean byHand = who.errand == Errand.UNDO_BY_HAND && line.state() == State.MARKED_ROLLED_BACK;
        unless(
                seen.newest(about.change())
                        .filter(newest -> newest.about().equals(about))
                        .isPresent(),
                "a decision about " + about + " and not about the newest entry (§4)");
        unless(
                byHand ? seen.isExecuted(about.change()) : seen.isUnfinished(about.change()),
                line + " where there is nothing to decide (§4)");
        unless(!seen.isToBeSettled(about.change()), "a decision on what only the marker can tell (§4)");
    }

    private void imported(About about) {
        checkHolds("a baseline");
        unless(who.errand == Errand.BASELINE && about.attempt() == 0, "nobody asked for a baseline");
        unless(seen.isClean(about.change()), "a baseline over " + seen.newest(about.change()) + " (§2)");
        unless(
                who.changes.stream().noneMatch(spec -> seen.isUnfinished(spec.id())),
                "a baseline where something is unfinished (§2)");
    }

    private void completed() {
        checkHolds("COMPLETED");
        unless(who.errand.runs(), "COMPLETED by somebody who does not run");
        unless(
                who.changes.stream().allMatch(spec -> seen.isExecuted(spec.id())),
                "COMPLETED, but not all are executed");
        unless(
                seen.newestThatCounts().filter(line -> line.kind() != Kind.RUN).isPresent(),
                "COMPLETED after COMPLETED: two versions take turns (§3.2)");
        for (Line line : seen.lines()) {
            if (line.kind() == Kind.CHANGE && !isKnown(line.change())) {
                unless(!seen.isUnfinished(line.change()), "COMPLETED with an unfinished change (§3.2)");
                unless(
                        who.executed || !seen.isExecuted(line.change()),
                        "COMPLETED by a version that executed nothing and does not know all (§3.2)");
            }
        }
    }

    private void fence(How how) {
        unless(how == How.OCCUPY, "a fence insists on its place (§1)");
        unless(who.mustFence() && who.isConfirmed(), "a fence without a takeover, or not confirmed (§1)");
        unless(seen.head().seq() == who.known, "a fence at a head that was not read (§1)");
    }

    private boolean isKnown(String change) {
        return who.changes.stream().anyMatch(spec -> spec.id().equals(change));
    }

    private Spec spec(About about) {
        return who.changes.stream()
                .filter(spec -> spec.id().equals(about.change()))
                .findFirst()
                .orElseThrow(() -> new Disagreement("a change that it does not know: " + about));
    }

    private static State done(About about) {
        return about.operation() == Operation.APPLY ? State.EXECUTED : State.ROLLED_BACK;
    }

    private static State unknown(About about) {
        return about.operation() == Operation.APPLY ? State.FAILED : State.ROLLBACK_FAILED;
    }

    private static State undone(About about, boolean clean) {
        if (about.operation() == Operation.UNDO) {
            return State.EXECUTED;
        }
        return clean ? State.ROLLED_BACK : State.FAILED;
    }
}
