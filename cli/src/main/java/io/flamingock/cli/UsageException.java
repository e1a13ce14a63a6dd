package io.flamingock.cli;

/** The call cannot be carried out as it was written; the message says what to write instead. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
