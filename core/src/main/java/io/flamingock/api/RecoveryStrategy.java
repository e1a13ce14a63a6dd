package io.flamingock.api;

/**
 * What the next start does after an attempt whose outcome is unknown or partial. Today's declaration counts, not the
 * one in the log: switching a change to {@link #ALWAYS_RETRY} unblocks it.
 */
public enum RecoveryStrategy {
    /** Stop, and let a human look and decide; never a second time without that decision. */
    MANUAL_INTERVENTION,
    /** Run it again: at least once. Right only for a body that may run twice. */
    ALWAYS_RETRY
}
