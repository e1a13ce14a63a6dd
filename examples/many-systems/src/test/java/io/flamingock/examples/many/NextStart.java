package io.flamingock.examples.many;

import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import java.util.List;
import java.util.Map;

/**
 * What the starts after a death did, until there was nothing more to do.
 *
 * @param settled what became of the transactions that had been cut off, by the numbers of their changes
 * @param decisions what a human had to decide, one line each
 * @param executed how many changes were executed then
 */
record NextStart(Map<String, State> settled, List<String> decisions, int executed) {

    NextStart {
        settled = Map.copyOf(settled);
        decisions = List.copyOf(decisions);
    }

    static NextStart of(Map<String, State> settled, List<String> decisions, RunReport last) {
        return new NextStart(settled, decisions, last.counts().executed());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        settled.forEach((change, state) ->
                text.append(change).append(" settled as ").append(state).append("; "));
        decisions.forEach(decision -> text.append(decision).append("; "));
        return text.append(executed).append(" executed").toString();
    }
}
