package io.flamingock.tck.crash;

import io.flamingock.api.Operation;
import java.util.List;

/** What really happened, by what the bodies themselves have noted: nothing of the library is asked. */
record Oracle(String service, List<String> effects) {

    static Oracle of(CrashSite site, String service) {
        return new Oracle(service, site.effects(service + "/").stream().sorted().toList());
    }

    /** What an effect begins with; something unique follows. */
    static String effect(String service, String change, Operation which) {
        return service + "/" + change + "/" + which + "/";
    }

    int applied(String change) {
        return count(change, Operation.APPLY);
    }

    /** How often the effect of a change is there. */
    int there(String change) {
        return applied(change) - count(change, Operation.UNDO);
    }

    private int count(String change, Operation which) {
        String prefix = effect(service, change, which);
        return (int)
                effects.stream().filter(effect -> effect.startsWith(prefix)).count();
    }
}
