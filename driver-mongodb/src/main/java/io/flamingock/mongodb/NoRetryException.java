package io.flamingock.mongodb;

import io.flamingock.api.FlamingockException;
import org.jspecify.annotations.Nullable;

/** The cause reads as if running the body again were right, and it is not. */
final class NoRetryException extends FlamingockException {

    NoRetryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
