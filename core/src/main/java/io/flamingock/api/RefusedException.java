package io.flamingock.api;

/** An operator's call was refused: the message says what the state is, and who was first. Nothing was written. */
public final class RefusedException extends FlamingockException {

    /**
     * For the library itself.
     *
     * @param message what the state is, and who was first; {@code [C48]} is put before it
     */
    public RefusedException(String message) {
        super("[C48] " + message);
    }
}
