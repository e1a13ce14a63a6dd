package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The root of everything that Flamingock throws; the message says what happened, to what, and what to do. */
public class FlamingockException extends RuntimeException {

    public FlamingockException(String message) {
        super(message);
    }

    public FlamingockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
