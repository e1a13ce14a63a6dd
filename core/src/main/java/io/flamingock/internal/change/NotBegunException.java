package io.flamingock.internal.change;

import java.util.Objects;

/** A body was not called, because what it was to be given could not be had. */
public final class NotBegunException extends Exception {

    /** With what says why. */
    public NotBegunException(Throwable why) {
        super(why);
    }

    /** What was thrown instead of the body. */
    public Throwable why() {
        Throwable why = Objects.requireNonNull(getCause());
        for (Throwable further : getSuppressed()) {
            why.addSuppressed(further);
        }
        return why;
    }
}
