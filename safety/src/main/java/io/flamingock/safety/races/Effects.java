package io.flamingock.safety.races;

import io.flamingock.api.Operation;
import java.util.List;

/** Counts effects. */
public final class Effects {

    private Effects() {}

    /** How often the effect of a change is there: applied less undone. */
    public static long net(List<Effect> effects, String change) {
        return count(effects, change, Operation.APPLY) - count(effects, change, Operation.UNDO);
    }

    public static long count(List<Effect> effects, String change, Operation operation) {
        return of(effects, change, operation).stream().filter(Effect::isDone).count();
    }

    static List<Effect> of(List<Effect> effects, String change, Operation operation) {
        return effects.stream()
                .filter(effect -> effect.change().equals(change) && effect.operation() == operation)
                .toList();
    }
}
