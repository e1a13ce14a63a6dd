package io.flamingock.tck.model;

import java.time.Duration;

/** The lease: one row, and the clock that it is decided by. */
final class LeaseModel {

    static final Duration LENGTH = Duration.ofHours(1);
    static final String HELD = "held";

    private String owner;
    private long token;
    private boolean takenOver;
    private long now;
    private long until;

    void letPass(Duration time) {
        now += time.toMillis();
    }

    boolean isHeld() {
        return owner != null && until > now;
    }

    /** Whether the newest acquisition took over from somebody who had not released. */
    boolean isTakenOver() {
        return takenOver;
    }

    String tryAcquire(String candidate) {
        if (isHeld() && !owner.equals(candidate)) {
            return HELD;
        }
        if (owner == null || !owner.equals(candidate)) {
            takenOver = owner != null;
            owner = candidate;
            token++;
        }
        until = now + LENGTH.toMillis();
        return "token " + token + (takenOver ? ", taken over" : "");
    }

    boolean renew(long itsToken, String itsOwner) {
        if (token != itsToken || !itsOwner.equals(owner)) {
            return false;
        }
        until = now + LENGTH.toMillis();
        return true;
    }

    /** {@code itsOwner} is {@code null} for a release by force. */
    boolean release(long itsToken, String itsOwner) {
        if (owner == null || token != itsToken || (itsOwner != null && !itsOwner.equals(owner))) {
            return false;
        }
        owner = null;
        return true;
    }

    String look() {
        return token == 0 ? "none" : (isHeld() ? "held, token " : "free, token ") + token;
    }
}
