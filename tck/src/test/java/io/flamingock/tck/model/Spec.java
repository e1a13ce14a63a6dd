package io.flamingock.tck.model;

import io.flamingock.api.Mode;

/** One change of a story: how it is declared, and what its body does. */
record Spec(int number, Mode mode, boolean retried, boolean undoable, Body body) {

    enum Body {
        WORKS,
        THROWS_ONCE,
        /** The database undoes everything, once, and says so. */
        DEADLOCKS_ONCE,
        /** DDL, or a {@code COMMIT} in a script. */
        COMMITS,
        COMMITS_AND_THROWS,
        /** Swallows a deadlock, once, and writes on, outside of what was undone. */
        LEAVES_ONCE,
        /** The same, and commits that, and throws. */
        LEAVES_COMMITS_AND_THROWS,
        /** The same, and throws the deadlock that it had swallowed. */
        LEAVES_COMMITS_AND_RETHROWS,
        /** The rollback throws, once. */
        ROLLBACK_THROWS_ONCE
    }

    String id() {
        return "c" + number;
    }

    /** Whether its effect commits with what says so, and with nothing else. */
    boolean isExact() {
        return mode != Mode.NONE
                && body != Body.COMMITS
                && body != Body.COMMITS_AND_THROWS
                && body != Body.LEAVES_COMMITS_AND_THROWS
                && body != Body.LEAVES_COMMITS_AND_RETHROWS;
    }

    @Override
    public String toString() {
        return id() + " " + mode + (retried ? " always retry" : "") + (undoable ? " with rollback" : "") + " " + body;
    }
}
