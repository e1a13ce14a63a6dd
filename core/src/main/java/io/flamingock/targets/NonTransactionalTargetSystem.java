package io.flamingock.targets;

import java.util.Arrays;
import java.util.List;

/** A target system without transactions that we can join: a broker, a bucket, a REST API. Its changes run in mode NONE. */
public final class NonTransactionalTargetSystem implements TargetSystem {

    private final String name;
    private final List<Offered> unbound;

    private NonTransactionalTargetSystem(String name, List<Offered> unbound) {
        this.name = name;
        this.unbound = unbound;
    }

    /**
     * A target system that offers the given objects, each as what it is, or as an {@link Offered} says.
     *
     * @param name as in {@code @TargetSystem}; not empty
     * @param objects clients, such as an HTTP client or a producer; the caller closes them
     * @return immutable
     */
    public static NonTransactionalTargetSystem of(String name, Object... objects) {
        return new NonTransactionalTargetSystem(
                name, Arrays.stream(objects).map(Offered::of).toList());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Offered> unbound() {
        return unbound;
    }
}
