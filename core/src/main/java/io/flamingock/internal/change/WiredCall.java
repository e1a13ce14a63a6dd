package io.flamingock.internal.change;

import io.flamingock.api.Mode;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A body with all that it will be given, and what follows from that.
 *
 * @param mode how its effect and its outcome are kept together
 * @param bound whether it runs in a transaction of its target
 * @param notes what weakens its guarantee
 */
record WiredCall(Call call, List<Argument> arguments, Mode mode, boolean bound, List<String> notes) {

    WiredCall {
        arguments = List.copyOf(arguments);
        notes = List.copyOf(notes);
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
    static WiredCall of(
            Call call,
            List<Argument> arguments,
            List<Argument> ofConstructor,
            boolean transactional,
            TargetSystem target,
            @Nullable Object storeDomain) {
        if (!(target instanceof TransactionalTargetSystem system)) {
            return new WiredCall(call, arguments, Mode.NONE, false, List.of());
        }
        List<String> bound = arguments.stream()
                .filter(Argument.Bound.class::isInstance)
                .map(WiredCall::typeName)
                .distinct()
                .toList();
        List<String> unbound = Stream.concat(ofConstructor.stream(), arguments.stream())
                .filter(argument -> argument instanceof Argument.Known known && known.mayWrite())
                .map(WiredCall::typeName)
                .distinct()
                .toList();
        if (!transactional) {
            return new WiredCall(call, arguments, Mode.NONE, false, notTransactional(call, bound));
        }
        List<String> notes = new ArrayList<>();
        if (bound.isEmpty()) {
            notes.add(nothingBound(call, system));
        }
        unbound.forEach(type -> notes.add("`" + type + "` may write outside the transaction of " + call.name()));
        if (!notes.isEmpty()) {
            return new WiredCall(call, arguments, Mode.NONE, !bound.isEmpty(), notes);
        }
        Mode mode = Objects.equals(system.transactionDomain(), storeDomain) ? Mode.SHARED : Mode.MARKED;
        return new WiredCall(call, arguments, mode, true, List.of());
    }

    /** The same, outside any transaction: what would be bound commits by itself. */
    WiredCall withoutTransaction() {
        return new WiredCall(call, arguments, Mode.NONE, false, notes);
    }

    private static List<String> notTransactional(Call call, List<String> bound) {
        return bound.isEmpty()
                ? List.of()
                : List.of("transactional = false: what " + call.name() + " does through `" + String.join("`, `", bound)
                        + "` takes effect at once, statement by statement");
    }

    private static String nothingBound(Call call, TransactionalTargetSystem system) {
        return call.name() + " gets nothing that is bound to a transaction of '" + system.name()
                + "' (it could ask for `"
                + system.boundTypes().stream()
                        .map(Class::getSimpleName)
                        .sorted()
                        .collect(Collectors.joining("`, `"))
                + "`)";
    }

    private static String typeName(Argument argument) {
        return GenericTypes.simpleName(argument.wanted().type());
    }
}
