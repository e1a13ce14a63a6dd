package io.flamingock;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Lease;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store between whose calls and answers a test stands. */
public final class FaultyStore {

    /** One call of store, log or lease. */
    public record Call(String method, List<Object> args, Callable<@Nullable Object> real) {

        /** Whether an entry of this state is among what it writes. */
        public boolean writes(io.flamingock.api.State state) {
            return args.stream()
                    .flatMap(arg -> arg instanceof List<?> list ? list.stream() : Stream.of(arg))
                    .anyMatch(arg ->
                            arg instanceof AuditEntry entry && entry.event().state() == state);
        }

        public @Nullable Object answer() throws Exception {
            return real.call();
        }
    }

    /** What happens instead of a call. */
    public interface Fault {
        @Nullable
        Object on(Call call) throws Throwable;
    }

    private FaultyStore() {}

    public static AuditStore of(AuditStore store, Fault fault) {
        return proxy(AuditStore.class, store, fault);
    }

    private static <T> T proxy(Class<T> type, T behind, Fault fault) {
        return type.cast(Proxy.newProxyInstance(
                FaultyStore.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    Callable<@Nullable Object> real = () -> {
                        try {
                            return method.invoke(behind, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() instanceof Exception cause ? cause : e;
                        }
                    };
                    List<Object> given = args == null
                            ? List.of()
                            : Stream.of(args).filter(arg -> arg != null).toList();
                    return wrapped(fault.on(new Call(method.getName(), given, real)), fault);
                }));
    }

    private static @Nullable Object wrapped(@Nullable Object answer, Fault fault) {
        if (answer instanceof AuditLog log) {
            return proxy(AuditLog.class, log, fault);
        }
        if (answer instanceof Lease.Attempt.Acquired acquired) {
            return new Lease.Attempt.Acquired(proxy(Lease.class, acquired.lease(), fault));
        }
        return answer;
    }
}
