package io.flamingock.tck.crash;

import io.flamingock.api.RecoveryStrategy;
import io.flamingock.tck.crash.Scenario.Course;

/** How much of the product of scenarios and points is tried. Every row, mode and strategy is hit by each of them. */
public enum Extent {
    /** Each point of each scenario, each pair of points, and points that leave the same behind: the full product. */
    FULL(1, "each point of each scenario with each strategy, each pair of points"),
    /**
     * Each point of each scenario; of the pairs of points an eighth: each point meets an eighth of the others, with either
     * strategy in turn where it has nothing to decide, since effect and record cannot come apart.
     */
    EACH_POINT(8, "each point of each scenario with each strategy, an eighth of the pairs of points"),
    /**
     * The same, but single points are dealt out to the two strategies as well; who only dies does so once for each
     * state that he can leave behind; and what arrives late does so at once or after everything.
     */
    DEALT(
            4,
            "each point of each scenario with one of the strategies in turn where these decide nothing,"
                    + " a quarter of the pairs of points"),
    /** The same, but dealt out wherever a change does not simply succeed, and half as many pairs as that. */
    THINNED(
            8,
            "each point of each scenario with one of the strategies in turn, unless all is executed without"
                    + " transactions, an eighth of the pairs of points");

    private final int stride;
    private final String says;

    Extent(int stride, String says) {
        this.stride = stride;
        this.says = says;
    }

    /** {@return whether {@code -Dflamingock.crash.full=true} was given} */
    public static boolean isFullAsked() {
        return Boolean.getBoolean("flamingock.crash.full");
    }

    /** Whether of the points of a scenario this one is tried. */
    boolean includes(Scenario scenario, int index) {
        // before and after a call are next to each other: each strategy gets some of both
        boolean mine = (index + index / 2) % 2 == turn(scenario);
        // row 9 has a single point in each course
        boolean turned = this == THINNED && scenario.course() == Course.THROWS;
        return !isDealt(scenario) || mine != turned;
    }

    /** Whether of the pairs of points of a scenario this one is tried. */
    boolean includes(Scenario scenario, int first, int second) {
        boolean isDealt = this != FULL && !scenario.isDecidedByStrategy();
        int every = isDealt ? 2 * stride : stride;
        return (first + second) % every == (isDealt ? turn(scenario) : 0);
    }

    /** What is tried, and how to try more. */
    String says() {
        return says + (this == FULL ? "" : "; the full product with -Dflamingock.crash.full=true");
    }

    /** Whether single points are dealt out. */
    boolean isDealt() {
        return this == DEALT || this == THINNED;
    }

    private boolean isDealt(Scenario scenario) {
        boolean always = this == THINNED && scenario.course() != Course.EXECUTES;
        return always || (isDealt() && !scenario.isDecidedByStrategy());
    }

    private static int turn(Scenario scenario) {
        return scenario.recovery() == RecoveryStrategy.MANUAL_INTERVENTION ? 0 : 1;
    }
}
