package io.flamingock.internal.change;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a change is declared.
 *
 * @param source {@code class#method}, for people
 * @param type the class whose jar or folder it came from; {@code null} where that is not known
 */
record Place(String source, @Nullable Class<?> type) {

    /** The source and its jar or folder, for problems that are about two places. */
    String withLocation() {
        CodeSource code = type == null ? null : type.getProtectionDomain().getCodeSource();
        return code == null || code.getLocation() == null
                ? source
                : source + " (in " + code.getLocation().getPath() + ")";
    }
}
