package io.flamingock.safety.races;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.Change;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RunListener;
import io.flamingock.audit.AuditStore;
import io.flamingock.safety.races.Schedule.Sort;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Duration;

/**
 * The application of which several processes run: forty changes, of which an old version knows the first thirty. Their
 * bodies do nothing but write effects.
 *
 * @param <B> what a body is bound to
 */
final class Application<B> {

    private final Place<B> place;
    private final Schedule schedule;
    private final String service;
    private final Watch watch;

    Application(Place<B> place, Schedule schedule, String service, Watch watch) {
        this.place = place;
        this.schedule = schedule;
        this.service = service;
        this.watch = watch;
    }

    /** A version that knows so many changes; store and targets are the place's, with what was put around them. */
    Flamingock version(int changes, Around around) {
        AuditStore store = around.store(new WatchedStore(place.store(), watch));
        TransactionalTargetSystem home = around.target(new WatchedTarget(place.home(), watch));
        TransactionalTargetSystem away = around.target(new WatchedTarget(place.away(), watch));
        FlamingockBuilder builder = Flamingock.builder()
                .service(service)
                .application("races", Integer.toString(changes))
                .auditStore(store)
                .targetSystems(home, away, NonTransactionalTargetSystem.of(Place.OUTSIDE, new Outside()))
                .lease(Duration.ofMillis(Schedule.LEASE_MILLIS), Duration.ofMillis(Schedule.LEASE_MILLIS / 4))
                .waitForLease(Duration.ofMinutes(5))
                .gracePeriod(Duration.ofSeconds(10))
                .listener(new RunListener() {
                    @Override
                    public void beforeChange(Change change, int attempt) {
                        watch.enter(change.id());
                    }
                });
        for (int i = 0; i < changes; i++) {
            int index = i;
            builder.change(Schedule.id(i), change -> define(change, index));
        }
        return builder.build();
    }

    private void define(ChangeDefinition change, int index) {
        Sort sort = schedule.sort(index);
        change.order(Schedule.id(index));
        switch (sort) {
            case SHARED, MARKED -> {
                String target = sort == Sort.SHARED ? Place.HOME : Place.AWAY;
                change.target(target)
                        .execute(
                                ChangeContext.class,
                                place.boundType(),
                                (context, bound) -> inTransaction(target, context, bound))
                        .rollback(
                                ChangeContext.class,
                                place.boundType(),
                                (context, bound) -> inTransaction(target, context, bound));
            }
            case MANUAL, RETRIED ->
                change.target(Place.OUTSIDE)
                        .recovery(
                                sort == Sort.RETRIED
                                        ? RecoveryStrategy.ALWAYS_RETRY
                                        : RecoveryStrategy.MANUAL_INTERVENTION)
                        .execute(ChangeContext.class, Outside.class, (context, outside) -> outside.write(context))
                        .rollback(ChangeContext.class, Outside.class, (context, outside) -> outside.write(context));
        }
    }

    private void inTransaction(String target, ChangeContext context, B bound) throws Exception {
        place.write(target, bound, Effect.of(service, context, Effect.BEGUN));
        watch.at(Points.IN_BODY);
        if (context.operation() == Operation.APPLY && schedule.loses(context.changeId(), context.attempt())) {
            boolean unused = place.loseTransaction(bound);
        }
        place.write(target, bound, Effect.of(service, context, Effect.DONE));
        watch.at(Points.AFTER_BODY);
    }

    /** The system without transactions. */
    private final class Outside {

        void write(ChangeContext context) {
            place.writeOutside(Effect.of(service, context, Effect.BEGUN));
            watch.at(Points.IN_BODY);
            if (context.operation() == Operation.APPLY || isThere(context.changeId())) {
                place.writeOutside(Effect.of(service, context, Effect.DONE));
            }
            watch.at(Points.AFTER_BODY);
        }

        private boolean isThere(String change) {
            return Effects.net(place.effects(service), change) > 0;
        }
    }
}
