package io.flamingock.internal.change;

import io.flamingock.api.Mode;
import io.flamingock.targets.TargetSystem;
import java.util.List;
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

    /** With the mode that follows from what the body gets. */
    static WiredCall of(
            Call call,
            List<Argument> arguments,
            List<Argument> ofConstructor,
            boolean transactional,
            TargetSystem target,
            @Nullable Object storeDomain) {
        List<String> bound = arguments.stream()
                .filter(Argument.Bound.class::isInstance)
                .map(WiredCall::typeName)
                .toList();
        List<String> unbound = Stream.concat(ofConstructor.stream(), arguments.stream())
                .filter(argument -> argument instanceof Argument.Known known && known.mayWrite())
                .map(WiredCall::typeName)
                .toList();
        Guarantee guarantee =
                Guarantee.of(new Guarantee.Given(call.name(), bound, unbound, transactional), target, storeDomain);
        return new WiredCall(call, arguments, guarantee.mode(), guarantee.bound(), guarantee.notes());
    }

    /** The same, outside any transaction: what would be bound commits by itself. */
    WiredCall withoutTransaction() {
        return new WiredCall(call, arguments, Mode.NONE, false, notes);
    }

    /** Whether it takes something of its target that is bound, to a transaction where there is one. */
    boolean takesBound() {
        return arguments.stream().anyMatch(Argument.Bound.class::isInstance);
    }

    Wirer.Promised promised() {
        return new Wirer.Promised(call.signature(), mode, notes);
    }

    private static String typeName(Argument argument) {
        return GenericTypes.simpleName(argument.wanted().type());
    }
}
