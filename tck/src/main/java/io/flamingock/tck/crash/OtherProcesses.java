package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Trials.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Starts in other processes that stand still at a point each, many in one process and on services of their own: they end
 * or stop with it at the same moment.
 *
 * @param where what they run on: for the table
 */
record OtherProcesses(
        String where, Place place, Class<? extends CrashSite.Opener> opener, Pace pace, CrashTable table) {

    /** A start that stands, or shall stand, at a point, after these calls. */
    record Standing(String service, Scenario scenario, CrashPoint point, List<Call> executed) {}

    Trials trials(CrashSite site) {
        return new Trials(where, () -> site, pace, table, SideBySide.MANY);
    }

    /** What shall stand at the points of these scenarios that are to be tried, each with what must be there before. */
    List<Standing> prepared(CrashSite site, List<Scenario> scenarios, Function<List<Call>, List<CrashPoint>> points) {
        return SideBySide.MANY.map(
                trials(site).spots(scenarios, points), (Spot spot) -> prepared(site, spot.scenario(), spot.point()));
    }

    Standing prepared(CrashSite site, Scenario scenario, CrashPoint point) {
        return new Standing(trials(site).prepared(scenario).service(), scenario, point, List.of());
    }

    ChildProcess child() {
        return ChildProcess.start(opener, place.address(), pace);
    }

    /** Has all of them stand in that process; {@code first}: in the first start of their service, or in a later one. */
    List<Standing> startAll(ChildProcess child, List<Standing> toStart, boolean first) {
        toStart.forEach(one -> child.startAt(one.service, one.scenario, one.point, first));
        Map<String, String[]> answers = child.answers(toStart.size());
        List<Standing> standing = new ArrayList<>();
        for (Standing one : toStart) {
            String[] answer = answers.getOrDefault(one.service, new String[] {"silent"});
            Trial.claim(answer[0].equals("stands"), one + ": " + String.join(" ", answer));
            standing.add(new Standing(one.service, one.scenario, one.point, Child.calls(answer[2])));
        }
        return standing;
    }

    Trial trial(CrashSite site, Standing one) {
        Trial trial = new Trial(site, one.scenario, one.service, pace);
        trial.wasStartedElsewhere();
        return trial;
    }
}
