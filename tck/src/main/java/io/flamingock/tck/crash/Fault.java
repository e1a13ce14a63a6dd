package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Calls.Party;
import java.util.Set;

/** What happens at a crash point, on the thread of the run; the run goes on when this returns. */
@FunctionalInterface
public interface Fault {

    /**
     * Happens; a throw is what the caller of the call gets.
     *
     * @param calls those of the process that it happens to
     * @param call the one that it happens at
     */
    void strike(Calls calls, Call call);

    /**
     * The process dies: no call of it, on any thread, is executed any more.
     *
     * @return this fault
     */
    static Fault die() {
        return (calls, call) -> {
            calls.kill();
            throw new Died();
        };
    }

    /**
     * The connection breaks once: before the call it is not executed, after it the answer is lost.
     *
     * @return this fault
     */
    static Fault breakOnce() {
        return (calls, call) -> {
            throw Calls.broken(call.party());
        };
    }

    /**
     * From now on these do not answer.
     *
     * @param parties who is gone
     * @return this fault
     */
    static Fault breakFromNowOn(Set<Party> parties) {
        return (calls, call) -> {
            calls.takeDown(parties);
            throw Calls.broken(call.party());
        };
    }

    /**
     * The process stands still, with all its threads, until it is told to go on.
     *
     * @param pause tells it to go on
     * @return this fault
     */
    static Fault pause(Pause pause) {
        return (calls, call) -> calls.stand(pause);
    }

    /** Stands for the end of the process, where it cannot really be ended. */
    final class Died extends Error {
        Died() {
            super("the process has died", null, false, false);
        }
    }
}
