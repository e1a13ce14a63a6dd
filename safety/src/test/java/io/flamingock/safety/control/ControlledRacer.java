package io.flamingock.safety.control;

import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Racer;

/** A process that races, and can be told what to go without. */
public final class ControlledRacer {

    /** Goes without nothing. */
    static final String COMPLETE = "complete";

    private ControlledRacer() {}

    public static void main(String[] args) throws InterruptedException {
        Racer.serve(args, name -> name.equals(COMPLETE) ? Around.NOTHING : Without.valueOf(name));
    }
}
