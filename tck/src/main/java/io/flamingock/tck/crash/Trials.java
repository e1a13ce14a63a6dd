package io.flamingock.tck.crash;

import java.util.function.Supplier;

/**
 * Makes trials in this process and counts what comes of them.
 *
 * @param where what they run on: for the table
 * @param sites the site for a trial, which leaves it open: a new one, or always the same
 */
record Trials(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table) {

    /** What is tried; returns the row that it belongs to. */
    interface Attempt {
        String on(Trial trial);
    }

    /** A trial with a service of its own, before its first start. */
    Trial prepared(Scenario scenario) {
        Trial trial = newTrial(scenario);
        trial.prepare();
        return trial;
    }

    void tried(Scenario scenario, String how, CrashPoint point, Attempt attempt) {
        Trial trial = newTrial(scenario);
        try {
            trial.prepare();
            String row = attempt.on(trial);
            table.count(where, how, row, scenario, trial.starts());
        } catch (Throwable thrown) {
            table.failed(where, how, Row.NOTHING, trial, "at " + point, thrown);
        }
    }

    private Trial newTrial(Scenario scenario) {
        return new Trial(sites.get(), scenario, Services.next(), pace);
    }
}
