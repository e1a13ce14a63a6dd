package io.flamingock.tck.model;

import java.util.ArrayList;
import java.util.List;

/** What has happened in a story so far, one line per call, and the first thing that should not have. */
final class Trace {

    private final List<String> lines = new ArrayList<>();
    private Disagreement failure;

    void add(String who, String what) {
        lines.add(who + "  " + what);
    }

    void fail(String where, Throwable why) {
        if (failure == null) {
            failure = new Disagreement(where + ": " + (why instanceof Disagreement ? why.getMessage() : why));
        }
    }

    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "\n    " + String.join("\n    ", lines);
    }
}
