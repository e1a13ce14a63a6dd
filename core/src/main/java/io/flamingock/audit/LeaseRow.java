package io.flamingock.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the store says about a lease; ages are measured on its clock.
 *
 * @param owner the owner's UUID; {@code null}: released
 * @param token the token of the newest acquisition
 * @param runner who acquired it last
 * @param currentChange the change that the holder said to be running; {@code null} for none
 * @param heldFor how long ago it was acquired
 * @param renewedAgo how long ago it was renewed
 * @param remaining until it expires; negative: it has expired
 * @param takenOverFrom from whom it was taken over; {@code null}: it had been released
 */
public record LeaseRow(
        @Nullable String owner,
        long token,
        Runner runner,
        @Nullable String currentChange,
        Duration heldFor,
        Duration renewedAgo,
        Duration remaining,
        @Nullable String takenOverFrom) {

    /** {@return whether somebody holds it now} */
    public boolean isHeld() {
        return owner != null && !remaining.isNegative() && !remaining.isZero();
    }

    /** {@return who holds it, since when, and what runs; one line} */
    public String describe() {
        return (isHeld() ? "" : "nobody; last by ") + runner + " (token " + token + ", acquired " + heldFor.toSeconds()
                + " s ago, renewed "
                + renewedAgo.toSeconds() + " s ago"
                + (currentChange == null ? "" : ", running '" + currentChange + "'") + ")";
    }
}
