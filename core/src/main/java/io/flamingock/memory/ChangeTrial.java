package io.flamingock.memory;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.RunReport;
import io.flamingock.api.TargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import org.jspecify.annotations.Nullable;

/**
 * Runs one change against fakes, in a unit test: found, checked, injected, run and recorded as in production, on an
 * in-memory audit store.
 *
 * <pre>{@code
 * ChangeTrial trial = ChangeTrial.of(CreateOrdersTopic.class, fakeAdmin);
 * trial.apply();
 * assertThat(fakeAdmin.topics()).containsExactly("orders");
 * trial.undo();
 * assertThat(fakeAdmin.topics()).isEmpty();
 * }</pre>
 *
 * <p>The fakes are handed over as they are, so nothing is rolled back by a transaction: the change runs outside of one.
 * For changes that shall commit or roll back use {@link InMemoryTargetSystem} with a builder; for those that want a
 * {@code Connection}, a {@code SqlTargetSystem} on an embedded database. Not safe for use by several threads.
 */
public final class ChangeTrial {

    private final Flamingock flamingock;
    private final String id;

    private ChangeTrial(Flamingock flamingock) {
        this.flamingock = flamingock;
        this.id = flamingock.plan().decisions().get(0).change().id();
    }

    /**
     * A trial of a change class.
     *
     * @param fakes what it is given, by type, or as an {@link io.flamingock.targets.Offered} says
     * @param change the class, with {@link io.flamingock.api.ChangeUnit}
     * @return not applied yet
     * @throws io.flamingock.api.InvalidChangesException it is declared wrongly, or asks for something that is not given
     */
    public static ChangeTrial of(Class<?> change, Object... fakes) {
        return new ChangeTrial(builder(change, fakes).changes(change).build());
    }

    /**
     * A trial of a change that was constructed already.
     *
     * @param change used as it is
     * @param fakes what it is given, by type, or as an {@link io.flamingock.targets.Offered} says
     * @return not applied yet
     * @throws io.flamingock.api.InvalidChangesException as for a class
     */
    public static ChangeTrial ofInstance(Object change, Object... fakes) {
        return new ChangeTrial(builder(change.getClass(), fakes).changes(change).build());
    }

    /**
     * Applies it.
     *
     * @return with one outcome; a second call skips it
     * @throws io.flamingock.api.ChangeFailedException it threw, and its rollback, if it has one, was run; the cause is
     *     what it threw
     */
    public RunReport apply() {
        return flamingock.run();
    }

    /**
     * Undoes it with its rollback.
     *
     * @return with one outcome; it can be applied again
     * @throws IllegalStateException it is not applied: {@link #apply} comes first
     * @throws io.flamingock.api.RefusedException it has no rollback
     */
    public RunReport undo() {
        if (!flamingock.plan().pending().isEmpty()) {
            throw new IllegalStateException("change '" + id + "' is not applied: call apply() before undo()");
        }
        return flamingock.undo(id, "trial", "trial");
    }

    private static FlamingockBuilder builder(Class<?> change, Object... fakes) {
        @Nullable TargetSystem target = change.getAnnotation(TargetSystem.class);
        String name = target == null ? "target" : target.value();
        return Flamingock.builder()
                .service("trial")
                .auditStore(InMemoryAuditStore.create())
                .targetSystems(NonTransactionalTargetSystem.of(name, fakes));
    }
}
