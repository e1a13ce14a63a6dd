package io.flamingock.internal.change;

import io.flamingock.api.RecoveryStrategy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change says of itself beyond its place and its bodies.
 *
 * @param target the name of its target system; {@code null}: the only one
 */
record Attributes(
        String author,
        String description,
        boolean transactional,
        RecoveryStrategy recovery,
        @Nullable Duration timeout,
        List<String> profiles,
        @Nullable String target) {

    Attributes {
        profiles = List.copyOf(profiles);
    }
}
