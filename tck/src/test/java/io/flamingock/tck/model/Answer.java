package io.flamingock.tck.model;

import io.flamingock.api.BlockedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.memory.InMemoryDeadlockException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the library has answered, or thrown, and that in the words of the model. */
record Answer<T>(T value, RuntimeException thrown, String text) {

    static <T> Answer<T> of(Supplier<T> call, Function<T, String> describe) {
        try {
            T value = call.get();
            return new Answer<>(value, null, describe.apply(value));
        } catch (RuntimeException e) {
            return new Answer<>(null, e, describe(e));
        }
    }

    private static String describe(RuntimeException e) {
        if (e instanceof AuditConflictException) {
            return Model.CONFLICT;
        }
        if (e instanceof BlockedException) {
            return Model.BLOCKED;
        }
        if (e instanceof InMemoryDeadlockException) {
            return Model.DEADLOCK;
        }
        return e instanceof FlamingockException ? Model.TAKEN : Model.BROKEN;
    }

    /** The same to whoever has asked. */
    T given() {
        if (thrown != null) {
            throw thrown;
        }
        return value;
    }
}
