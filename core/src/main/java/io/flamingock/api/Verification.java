package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/**
 * What walking the hash chain of a log has shown.
 *
 * @param checked how many entries are as they were written, from the first on
 * @param problem the first entry that was altered, removed or inserted by hand, or an expected head that is not there;
 *     {@code null}: all is well
 * @param head {@code seq:hash} of the newest entry that was checked; keep it: a tail that was cut off, or a chain
 *     computed anew, shows only against a head that someone kept
 */
public record Verification(long checked, @Nullable String problem, String head) {

    /** {@return whether the log is as it was written, as far as a chain can show} */
    public boolean isValid() {
        return problem == null;
    }
}
