package io.flamingock.servers;

import org.jspecify.annotations.Nullable;

/** A server that cannot be had on this machine; the message says why, and what would help. */
final class ServerMissingException extends Exception {

    ServerMissingException(String message) {
        this(message, null);
    }

    ServerMissingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
