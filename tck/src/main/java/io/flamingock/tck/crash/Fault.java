package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Calls.Party;
import java.util.Set;

/** What happens at a crash point, on the thread of the run; the run goes on when this returns. */
@FunctionalInterface
public interface Fault {

    void strike(Calls calls, Call call);

    /** The process dies: no call of it, on any thread, is executed any more. */
    static Fault die() {
        return (calls, call) -> {
            calls.kill();
            throw new Died();
        };
    }

    /** The connection breaks once: before the call it is not executed, after it the answer is lost. */
    static Fault breakOnce() {
        return (calls, call) -> {
            throw Calls.broken(call.party());
        };
    }

    /** From now on these do not answer. */
    static Fault breakFromNowOn(Set<Party> parties) {
        return (calls, call) -> {
            calls.takeDown(parties);
            throw Calls.broken(call.party());
        };
    }

    /** The process stands still, with all its threads, until it is told to go on. */
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
