package io.flamingock.internal.change;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.Operation;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change with its object, whose bodies can be called. */
final class ConstructedChange implements BuiltChange {

    private final String changeId;
    private final @Nullable Object instance;
    private final WiredChange.Bodies bodies;
    private final TargetSystem target;

    ConstructedChange(String changeId, @Nullable Object instance, WiredChange.Bodies bodies, TargetSystem target) {
        this.changeId = changeId;
        this.instance = instance;
        this.bodies = bodies;
        this.target = target;
    }

    @Override
    public void execute(Operation operation, @Nullable TargetTransaction transaction, ChangeContext context)
            throws Throwable {
        WiredCall body = bodies.of(operation);
        if (body == null) {
            throw new IllegalStateException("change '" + changeId + "' has no @RollbackExecution");
        }
        if (body.bound() && transaction == null) {
            throw new IllegalStateException("change '" + changeId + "' is bound, and there is no transaction");
        }
        try (var objects = new BoundObjects(target, body.bound() ? transaction : null)) {
            body.call().invocation().on(instance).invokeWithArguments(arguments(body.arguments(), objects, context));
        }
    }

    static @Nullable Object known(Argument argument) {
        return wrapped(argument.wanted(), argument instanceof Argument.Known known ? known.object() : null);
    }

    private static @Nullable Object[] arguments(List<Argument> arguments, BoundObjects objects, ChangeContext context)
            throws NotBegunException {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            Argument argument = arguments.get(i);
            if (argument instanceof Argument.Bound bound) {
                values[i] = wrapped(bound.wanted(), objects.get(bound.wanted().rawType()));
            } else {
                values[i] =
                        argument instanceof Argument.Context ? wrapped(argument.wanted(), context) : known(argument);
            }
        }
        return values;
    }

    private static @Nullable Object wrapped(Wanted wanted, @Nullable Object object) {
        return wanted.isOptional() ? Optional.ofNullable(object) : object;
    }
}
