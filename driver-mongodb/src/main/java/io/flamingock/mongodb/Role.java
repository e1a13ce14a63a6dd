package io.flamingock.mongodb;

/** What a collection of ours is for. The unique index on {@code _id} that each has is all that they need. */
enum Role {
    AUDIT,
    LOCK,
    MARKER
}
