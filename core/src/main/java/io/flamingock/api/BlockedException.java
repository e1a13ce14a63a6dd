package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/**
 * Another database session holds an unfinished append or marker and did not let go within the lock time-out; the
 * message names the session and the statement that ends it, where the database tells.
 */
public final class BlockedException extends FlamingockException {

    /**
     * For drivers.
     *
     * @param message who blocks whom, and the statement that ends it, where the database tells
     * @param cause of the database; {@code null} for none
     */
    public BlockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
