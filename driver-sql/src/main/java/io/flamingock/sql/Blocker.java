package io.flamingock.sql;

/**
 * A session that may hold what we wait for.
 *
 * @param since when it began: the same id may be given to another one later
 * @param remedy the statement that ends it
 */
record Blocker(String id, String since, String description, String remedy) {

    /** What became of the attempt to end it. */
    enum End {
        ENDED,

        /** Its transaction was over before. */
        GONE,

        /** It may still be in the way. */
        NOT_ENDED
    }
}
