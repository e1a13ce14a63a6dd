package io.flamingock.api;

/** An operator's call was refused: the message says what the state is, and who was first. Nothing was written. */
public final class RefusedException extends FlamingockException {

    private final boolean leaseHeld;

    /**
     * For the library itself.
     *
     * @param message what the state is, and who was first; {@code [C48]} is put before it
     */
    public RefusedException(String message) {
        this(message, false);
    }

    private RefusedException(String message, boolean leaseHeld) {
        super("[C48] " + message);
        this.leaseHeld = leaseHeld;
    }

    /**
     * For the library itself: refused because another instance holds the lease.
     *
     * @param message who holds it; {@code [C48]} is put before it
     * @return the exception
     */
    public static RefusedException leaseHeld(String message) {
        return new RefusedException(message, true);
    }

    /**
     * Whether another instance that holds the lease was the reason.
     *
     * @return {@code true}: the same call may be made again later
     */
    public boolean isLeaseHeld() {
        return leaseHeld;
    }
}
