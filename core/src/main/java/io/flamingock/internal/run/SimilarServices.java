package io.flamingock.internal.run;

import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Problem;
import io.flamingock.audit.AuditStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks, for a service that has no log yet, whether one has been here of the same name in lower case, in upper case or
 * capitalised; a store cannot be asked for all of its services.
 */
public final class SimilarServices {

    private SimilarServices() {}

    /** Their names. Reads leases, which are never deleted. */
    public static List<String> names(AuditStore store, String service) {
        return variants(service).stream()
                .filter(other -> store.lease(other).isPresent()
                        && store.log(other).newest().isPresent())
                .toList();
    }

    /** The problem, or none. */
    static List<Problem> find(AuditStore store, String service) {
        return names(store, service).stream()
                .map(other -> problem(service, other))
                .limit(1)
                .toList();
    }

    /** The plan, with these problems. */
    static ExecutionPlan noted(ExecutionPlan plan, List<Problem> problems) {
        return new ExecutionPlan(
                plan.service(),
                plan.decisions(),
                plan.issues(),
                Stream.concat(plan.problems().stream(), problems.stream()).toList(),
                plan.leftOut());
    }

    private static Problem problem(String service, String other) {
        return Problem.error(
                "H24",
                "service '" + service + "'",
                "has no log, and '" + other + "' has one: all changes would be run again",
                "write service(\"" + other + "\"), or give this one a name that differs in more than case");
    }

    private static Set<String> variants(String service) {
        String lower = service.toLowerCase(Locale.ROOT);
        int first = lower.offsetByCodePoints(0, 1);
        Set<String> variants = new LinkedHashSet<>();
        variants.add(lower);
        variants.add(lower.substring(0, first).toUpperCase(Locale.ROOT) + lower.substring(first));
        variants.add(service.toUpperCase(Locale.ROOT));
        variants.remove(service);
        return variants;
    }
}
