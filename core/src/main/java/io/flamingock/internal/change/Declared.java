package io.flamingock.internal.change;

import org.jspecify.annotations.Nullable;

/**
 * A change as it is declared, before it is wired.
 *
 * @param construction gives the object that the bodies are called on; {@code null} where there is none that can be
 *     used, which was reported
 * @param execution likewise
 * @param rollback {@code null} where it has none
 */
record Declared(
        Header header,
        @Nullable Call construction,
        @Nullable Call execution,
        @Nullable Call rollback) {

    Place place() {
        return header.place();
    }
}
