package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The root of everything that Flamingock throws; the message says what happened, to what, and what to do. */
public class FlamingockException extends RuntimeException {

    /**
     * For subclasses, and for drivers.
     *
     * @param message what happened, to what, and what to do; no password in it
     */
    public FlamingockException(String message) {
        super(message);
    }

    /**
     * For subclasses, and for drivers.
     *
     * @param message what happened, to what, and what to do; no password in it
     * @param cause what was caught; {@code null} for nothing
     */
    public FlamingockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
