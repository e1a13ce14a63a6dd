package io.flamingock.tck.model;

/** Model and library do not agree, or the protocol does not permit what was done. */
final class Disagreement extends AssertionError {
    Disagreement(String message) {
        super(message);
    }

    static void unless(boolean holds, String what) {
        if (!holds) {
            throw new Disagreement(what);
        }
    }
}
