package io.flamingock.internal.change;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stages as declared, then natural order. A class of its own, and no chain of lambdas: every start loads it. */
final class InOrder implements Comparator<Header> {

    private final Map<String, Integer> stages = new HashMap<>();

    InOrder(List<StageSource> declared) {
        for (StageSource stage : declared) {
            stages.put(stage.name(), stages.size());
        }
    }

    @Override
    public int compare(Header a, Header b) {
        int byStage = Integer.compare(position(a), position(b));
        return byStage != 0 ? byStage : NaturalOrder.INSTANCE.compare(a.order(), b.order());
    }

    private int position(Header header) {
        return stages.getOrDefault(header.stage(), -1);
    }
}
