package io.flamingock.internal.change;

import io.flamingock.api.Mode;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of a body, and why no more.
 *
 * @param mode how its effect and its outcome are kept together
 * @param bound whether it runs in a transaction of its target
 * @param notes what weakens its guarantee
 */
record Guarantee(Mode mode, boolean bound, List<String> notes) {

    Guarantee {
        notes = List.copyOf(notes);
    }

    /**
     * What a body is given.
     *
     * @param name the method's
     * @param bound the types of what is bound to a transaction, for people
     * @param unbound the types through which it may write elsewhere, for people
     */
    record Given(String name, List<String> bound, List<String> unbound, boolean transactional) {
        Given {
            bound = bound.size() < 2 ? List.copyOf(bound) : List.copyOf(new LinkedHashSet<>(bound));
            unbound = unbound.size() < 2 ? List.copyOf(unbound) : List.copyOf(new LinkedHashSet<>(unbound));
        }
    }

    /**
     * Decides the mode by what the body gets:
     *
     * <ol>
     *   <li>no bound object, or a change that wants no transaction: NONE, whatever the target could do;
     *   <li>bound objects, and something through which it may write elsewhere: NONE, although the bound part commits or
     *       rolls back as one;
     *   <li>bound objects and plain values only: SHARED in the audit store's own database, MARKED in another.
     * </ol>
     */
    static Guarantee of(Given given, TargetSystem target, @Nullable Object storeDomain) {
        if (!(target instanceof TransactionalTargetSystem system)) {
            return new Guarantee(Mode.NONE, false, List.of());
        }
        if (!given.transactional) {
            return new Guarantee(Mode.NONE, false, notTransactional(given));
        }
        if (!given.bound.isEmpty() && given.unbound.isEmpty()) {
            boolean shared = Objects.equals(system.transactionDomain(), storeDomain);
            return new Guarantee(shared ? Mode.SHARED : Mode.MARKED, true, List.of());
        }
        List<String> notes = new ArrayList<>();
        if (given.bound.isEmpty()) {
            notes.add(nothingBound(given, system));
        }
        for (String type : given.unbound) {
            notes.add("`" + type + "` may write outside the transaction of " + given.name);
        }
        return new Guarantee(Mode.NONE, !given.bound.isEmpty(), notes);
    }

    private static List<String> notTransactional(Given given) {
        return given.bound.isEmpty()
                ? List.of()
                : List.of("transactional = false: what " + given.name + " does through `"
                        + String.join("`, `", given.bound) + "` takes effect at once, statement by statement");
    }

    private static String nothingBound(Given given, TransactionalTargetSystem system) {
        return given.name + " gets nothing that is bound to a transaction of '" + system.name()
                + "' (it could ask for `"
                + system.boundTypes().stream()
                        .map(Class::getSimpleName)
                        .sorted()
                        .collect(Collectors.joining("`, `"))
                + "`)";
    }
}
