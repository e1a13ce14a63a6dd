package io.flamingock.internal.change;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something of the user's that is called with injected arguments: a constructor, a method, a lambda.
 *
 * @param place {@code class#method}
 * @param name the method's
 */
record Call(String place, String name, List<Wanted> wanted, Invocation invocation) {

    Call {
        wanted = List.copyOf(wanted);
    }

    /** What of it goes into the checksum. */
    String signature() {
        return wanted.stream().map(Wanted::signature).collect(Collectors.joining(",", name + "(", ")"));
    }
}
