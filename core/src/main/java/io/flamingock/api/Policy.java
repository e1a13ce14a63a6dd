package io.flamingock.api;

/** What to do about something in the log that does not fit the code. */
public enum Policy {
    /** Stop before anything runs. */
    FAIL,
    /** Say so, and go on. */
    WARN,
    /** Go on. */
    ALLOW
}
