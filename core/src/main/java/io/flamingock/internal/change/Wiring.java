package io.flamingock.internal.change;

import io.flamingock.api.DependencyLookup;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TargetSystem;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes are wired to.
 *
 * @param targets the target systems of the builder
 * @param dependencies single objects, asked after those of the target system
 * @param lookups asked last, in this order
 * @param profiles the active ones
 * @param storeDomain the transaction domain of the audit store; {@code null} for one that no target can share
 * @param lookup reaches into packages that are not open to us; {@code null} for none
 * @param loader the context class loader of the caller
 */
public record Wiring(
        List<TargetSystem> targets,
        List<Offered> dependencies,
        List<DependencyLookup> lookups,
        Set<String> profiles,
        @Nullable Object storeDomain,
        MethodHandles.@Nullable Lookup lookup,
        ClassLoader loader) {

    public Wiring {
        targets = List.copyOf(targets);
        dependencies = List.copyOf(dependencies);
        lookups = List.copyOf(lookups);
        profiles = Set.copyOf(profiles);
    }
}
