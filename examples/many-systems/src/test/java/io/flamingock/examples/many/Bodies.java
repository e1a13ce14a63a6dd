package io.flamingock.examples.many;

import io.flamingock.api.Change;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunListener;
import io.flamingock.servers.child.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Knows in which change a run is, and hears of every call that goes to a system, from a body or from the library. */
final class Bodies implements RunListener {

    private final Points points;
    private final Consumer<String> begins;
    private final List<String> begun = new ArrayList<>();
    private String change = "";
    private boolean silent;

    /** {@code begins} hears the number of each change whose body is about to make its first call. */
    Bodies(Points points, Consumer<String> begins) {
        this.points = points;
        this.begins = begins;
    }

    /** The numbers of the changes whose bodies have made their first call, in order. */
    List<String> begun() {
        return begun;
    }

    @Override
    public void beforeChange(Change started, int attempt) {
        change = started.order();
        silent = true;
        points.enter("in " + change);
    }

    @Override
    public void afterChange(Outcome outcome) {
        points.enter("after " + outcome.change().order());
    }

    /** A body, or a rollback, is about to call that system. */
    void before(String call) {
        if (silent) {
            silent = false;
            begun.add(change);
            begins.accept(change);
        }
        points.pass("before " + call);
    }

    /** That system has answered. */
    void after(String call) {
        points.pass("after " + call);
    }

    /** The library is about to call a database, or has been answered. */
    void library(String when, String call) {
        points.pass("library " + when + " " + call);
    }

    /** The same, on a thread that the library has for calls that must end in time. */
    void libraryInTime(String when, String call) {
        points.passInItsName("library " + when + " " + call);
    }
}
