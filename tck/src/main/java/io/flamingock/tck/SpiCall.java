package io.flamingock.tck;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One call of a method of the SPI, and the entries among its arguments. */
record SpiCall(String method, List<AuditEntry> entries) {

    static SpiCall of(Method method, Object[] args) {
        return new SpiCall(
                method.getName(),
                Arrays.stream(args)
                        .flatMap(arg -> arg instanceof List<?> list ? list.stream() : Stream.of(arg))
                        .filter(AuditEntry.class::isInstance)
                        .map(AuditEntry.class::cast)
                        .toList());
    }

    static Predicate<SpiCall> of(String method) {
        return call -> call.method.equals(method);
    }

    /** An append with an entry of this state, alone or in a transaction, or an {@code occupy} with it. */
    static Predicate<SpiCall> append(State state) {
        return call -> call.entries.stream().anyMatch(entry -> entry.event().state() == state);
    }
}
