package io.flamingock.tck.crash;

/**
 * A place in the course of a run: right before or right after one of its calls.
 *
 * @param call the number of the call, from 1
 * @param side whether the call has been executed
 */
public record CrashPoint(int call, Side side) {

    /** Before the call is sent, or after it was answered. */
    public enum Side {
        /** Not sent yet. */
        BEFORE,
        /** Executed, and answered to nobody yet. */
        AFTER
    }

    /** Reads what {@link #toString} wrote. */
    static CrashPoint parse(String text) {
        int colon = text.indexOf(':');
        return new CrashPoint(Integer.parseInt(text.substring(0, colon)), Side.valueOf(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return call + ":" + side;
    }
}
