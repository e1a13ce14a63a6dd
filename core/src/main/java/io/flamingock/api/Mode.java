package io.flamingock.api;

/** How a change and the record of its outcome are kept together; decided by what its method is given. */
public enum Mode {
    /** Effect and outcome commit in one transaction of the audit store's own database: exactly once. */
    SHARED,
    /** The effect commits together with a marker in another database, which tells later what happened: exactly once. */
    MARKED,
    /** Nothing can commit together with the effect: an intent first, then the body, then the outcome. */
    NONE
}
