package io.flamingock.memory;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transactional target system in memory, for unit tests: keeps the contracts of a real one. Offers
 * {@link InMemoryRecords} bound to the transaction, and what {@link #binding} and {@link #offering} add. Immutable;
 * safe for use by several threads.
 */
public final class InMemoryTargetSystem implements TransactionalTargetSystem {

    private final String name;
    private final InMemoryDatabase database;
    private final Map<Class<?>, Function<InMemoryRecords, ?>> bindings;
    private final List<Offered> unbound;

    private InMemoryTargetSystem(
            String name,
            InMemoryDatabase database,
            Map<Class<?>, Function<InMemoryRecords, ?>> bindings,
            List<Offered> unbound) {
        this.name = name;
        this.database = database;
        this.bindings = bindings;
        this.unbound = unbound;
    }

    /**
     * A target system on a new database of its own: its changes run in mode MARKED.
     *
     * @param name as in {@code @TargetSystem}
     * @return offers {@link InMemoryRecords}, bound
     */
    public static InMemoryTargetSystem of(String name) {
        return on(name, InMemoryAuditStore.create());
    }

    /**
     * A target system on the database of a store. With the store that keeps the log its changes run in mode SHARED;
     * with another one, in mode MARKED on a database whose time-outs that store sets.
     *
     * @param name as in {@code @TargetSystem}
     * @param store whose database it writes to
     * @return offers {@link InMemoryRecords}, bound
     */
    public static InMemoryTargetSystem on(String name, InMemoryAuditStore store) {
        return new InMemoryTargetSystem(
                name, store.database(), Map.of(InMemoryRecords.class, records -> records), List.of());
    }

    /**
     * The same target system with a further bound type: a fake repository, for instance, that writes what it is given.
     *
     * @param <T> the bound type
     * @param type parameters of exactly this type are bound
     * @param bind makes the object for one transaction
     * @return a copy
     */
    public <T> InMemoryTargetSystem binding(Class<T> type, Function<InMemoryRecords, T> bind) {
        Map<Class<?>, Function<InMemoryRecords, ?>> more = new HashMap<>(bindings);
        more.put(type, bind);
        return new InMemoryTargetSystem(name, database, Map.copyOf(more), unbound);
    }

    /**
     * The same target system with further unbound objects, each as what it is, or as an {@link Offered} says.
     *
     * @param objects handed over as they are; what is done through them is in no transaction
     * @return a copy
     */
    public InMemoryTargetSystem offering(Object... objects) {
        Stream<Offered> more = Arrays.stream(objects).map(Offered::of);
        return new InMemoryTargetSystem(
                name, database, bindings, Stream.concat(unbound.stream(), more).toList());
    }

    /**
     * {@return what is committed, outside of any transaction: to assert on, or to prepare; each write commits at once}
     */
    public InMemoryRecords records() {
        return new InMemoryRecords(database, null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Offered> unbound() {
        return unbound;
    }

    @Override
    public Object transactionDomain() {
        return database;
    }

    @Override
    public Set<Class<?>> boundTypes() {
        return bindings.keySet();
    }

    @Override
    public boolean bodyCanCommit() {
        return true;
    }

    @Override
    public Optional<String> implicitCommits() {
        return Optional.empty();
    }

    @Override
    public Optional<String> withoutTransactions() {
        return Optional.empty();
    }

    @Override
    public Optional<String> prepareMarkers() {
        database.createMarkers();
        return Optional.empty();
    }

    @Override
    public <T> T autoCommitting(Class<T> type) {
        @Nullable Function<InMemoryRecords, ?> binding = bindings.get(type);
        if (binding == null) {
            throw new IllegalArgumentException(type.getName() + " is not bound here: " + bindings.keySet());
        }
        return type.cast(binding.apply(records()));
    }

    @Override
    public TargetTransaction begin() {
        return new InMemoryTransaction(database, bindings);
    }

    @Override
    public Settlement settle(Marker marker) {
        Settlement[] found = {Settlement.UNKNOWN};
        database.insist(transaction -> found[0] = transaction.close(marker));
        return found[0];
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return Stream.<@Nullable Throwable>iterate(thrown, t -> t != null, InMemoryTargetSystem::causeOf)
                .limit(100) // causes may be cyclic
                .anyMatch(InMemoryDeadlockException.class::isInstance);
    }

    private static @Nullable Throwable causeOf(@Nullable Throwable thrown) {
        return thrown == null ? null : thrown.getCause();
    }
}
