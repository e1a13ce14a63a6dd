package io.flamingock.tck.crash;

import io.flamingock.Flamingock;
import io.flamingock.api.BlockedException;
import io.flamingock.api.Issue;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Resolution;
import io.flamingock.api.Verification;
import io.flamingock.audit.LeaseRow;
import io.flamingock.tck.crash.Calls.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One history of a service: something happens to its first start, and then the next ones do what protocol §5 says. It
 * checks that they do, and after each of them that log and oracle agree.
 */
final class Trial {

    private static final int MAX_STARTS = 6;
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final CrashSite site;
    private final Scenario scenario;
    private final String service;
    private final Pace pace;
    private int starts;
    private boolean actedTwice;

    Trial(CrashSite site, Scenario scenario, String service, Pace pace) {
        this.site = site.of(service);
        this.scenario = scenario;
        this.service = service;
        this.pace = pace;
    }

    Scenario scenario() {
        return scenario;
    }

    String service() {
        return service;
    }

    int starts() {
        return starts;
    }

    /** What must be there before the first start. */
    void prepare() {
        if (scenario.course().undoes()) {
            Start.later(site, scenario, service, pace, Calls.undisturbed()).act();
        }
    }

    /** The first start; returns what it throws. */
    @Nullable
    Throwable first(Calls calls) {
        return first(calls, pace);
    }

    @Nullable
    Throwable first(Calls calls, Pace other) {
        return act(Start.first(site, scenario, service, other, calls));
    }

    /** Another start; returns what it throws. */
    @Nullable
    Throwable again(Calls calls) {
        return again(calls, pace);
    }

    @Nullable
    Throwable again(Calls calls, Pace other) {
        return act(Start.later(site, scenario, service, other, calls));
    }

    /** Another process has made the first start. */
    void wasStartedElsewhere() {
        starts++;
    }

    private @Nullable Throwable act(Start start) {
        starts++;
        try {
            start.act();
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    LogSays log() {
        return new LogSays(site.store().log(service).read(0));
    }

    Oracle oracle() {
        return Oracle.of(site, service);
    }

    /** Which row of protocol §6 the service is in, whose process made these calls and is no more. */
    String row(List<Call> executed) {
        return Row.of(scenario, executed, log(), oracle());
    }

    /** Lets the lease expire, if somebody holds it. */
    void expire() {
        for (int i = 0; i < 100; i++) {
            @Nullable LeaseRow row = site.store().lease(service).orElse(null);
            if (row == null || !row.isHeld()) {
                return;
            }
            site.letPass(service, row.remaining().plusMillis(1));
        }
        throw new AssertionError("the lease does not expire");
    }

    /** Claims that log and oracle agree, at a moment when no process of the service is alive. */
    void check() {
        new Agreement(scenario, actedTwice).check(log(), oracle());
        Verification verification = later(Calls.undisturbed()).verify();
        claim(verification.isValid(), "the chain is valid, but: " + verification);
    }

    /** The second start, after a process has died: what protocol §5 says is what it does. */
    void recover() {
        LogSays before = log();
        Oracle seen = oracle();
        if (pace.waiting().isZero() && !before.isClosed()) {
            expire();
        }
        Calls calls = Calls.undisturbed();
        @Nullable Throwable thrown = again(calls);
        if (before.isClosed()) {
            claim(thrown == null && calls.trace().size() == 1, "one round trip, and no wait: " + thrown);
        } else {
            Agreement agreement = new Agreement(scenario, actedTwice);
            agreement.checkRecovered(before, seen, thrown, log(), oracle());
        }
        check();
    }

    /** Another start beside one that stands still; whoever blocks it is ended as the message says. */
    void takeOver() {
        expire();
        Pace impatient = pace.withWaiting(Duration.ZERO).withGrace(IMPATIENT);
        for (int i = 0; i < MAX_STARTS; i++) {
            @Nullable Throwable thrown = again(Calls.undisturbed(), impatient);
            if (thrown == null || thrown instanceof OpenIssuesException) {
                return;
            }
            if (!unblock(thrown)) {
                throw new AssertionError("it works or stops at an issue, but: " + thrown, thrown);
            }
            expire();
        }
        throw new AssertionError("it is blocked all the time");
    }

    /** What came of a start beside one that stands still: it did its work, or has stopped at an issue. */
    void recoverBeside(@Nullable Throwable thrown) {
        claim(
                thrown == null || thrown instanceof OpenIssuesException || unblock(thrown),
                "it works or stops at an issue, but: " + thrown);
    }

    /** Whether an open transaction holds up everybody else, and nobody can end it from outside. */
    boolean isHeldUp(@Nullable Throwable thrown) {
        return thrown != null && site.isHeldUp(thrown);
    }

    /**
     * Somebody whose lease is gone may have acted on a target without transactions after others did, or after an
     * operator has looked: the residue of protocol §6. From now on only transactional effects are counted.
     */
    void mayHaveActedTwice() {
        actedTwice = true;
    }

    /** Starts again, with an operator who decides by what the oracle says, until there is nothing to do. */
    void finish() {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < MAX_STARTS; i++) {
            expire();
            Calls calls = Calls.undisturbed();
            @Nullable Throwable thrown = again(calls);
            outcomes.add(String.valueOf(thrown));
            if (thrown instanceof OpenIssuesException open) {
                resolve(open.issues());
            } else if (thrown == null && calls.trace().size() == 1) {
                checkEnd();
                return;
            } else if (thrown != null && !unblock(thrown)) {
                throw new AssertionError("a start without any fault failed", thrown);
            }
        }
        throw new AssertionError("there is always something to do: " + outcomes);
    }

    private boolean unblock(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BlockedException) {
                return site.unblock(String.valueOf(t.getMessage()));
            }
        }
        return false;
    }

    void resolve(List<Issue> issues) {
        for (Issue issue : issues) {
            Resolution found = oracle().there(issue.changeId()) > 0 ? Resolution.EXECUTED : Resolution.ROLLED_BACK;
            later(Calls.undisturbed()).resolve(issue.changeId(), issue.seq(), found, "ann", "the oracle says so");
        }
    }

    private void checkEnd() {
        check();
        LogSays log = log();
        scenario.changes().forEach(change -> Agreement.checkExecuted(change, log));
        claim(later(Calls.undisturbed()).issues().isEmpty(), "no issue is open");
    }

    private Flamingock later(Calls calls) {
        return Start.later(site, scenario, service, pace.withWaiting(Duration.ZERO), calls)
                .flamingock();
    }

    static void claim(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
