package io.flamingock.internal.change;

import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of bound types for one call of a body: from its transaction, or, where it has none, auto-committing ones
 * that are closed after it.
 */
final class BoundObjects implements AutoCloseable {

    private final TargetSystem target;
    private final @Nullable TargetTransaction transaction;
    private final Map<Class<?>, Object> autoCommitting = new HashMap<>();

    BoundObjects(TargetSystem target, @Nullable TargetTransaction transaction) {
        this.target = target;
        this.transaction = transaction;
    }

    Object get(Class<?> type) throws NotBegunException {
        if (transaction != null) {
            return transaction.bound(type);
        }
        try {
            return autoCommitting.computeIfAbsent(type, ((TransactionalTargetSystem) target)::autoCommitting);
        } catch (RuntimeException | Error e) {
            throw new NotBegunException(e);
        }
    }

    /** Closes all of them, whatever closing one throws. */
    @Override
    public void close() throws Exception {
        Exception thrown = null;
        for (Object object : autoCommitting.values()) {
            if (object instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    if (thrown == null) {
                        thrown = e;
                    } else {
                        thrown.addSuppressed(e);
                    }
                }
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
