package io.flamingock.targets;

/** What the markers of an attempt say, once its place is occupied. */
public enum Settlement {
    /** Its transaction has committed, effect and {@code END}. */
    DONE,
    /** Nothing of it is there, and never will be. */
    UNDONE,
    /** Its {@code BEGIN} is there without its {@code END}: somebody has committed behind our back. */
    UNKNOWN,
    /** The rows belong to another log, or the log has lost entries. */
    FOREIGN
}
