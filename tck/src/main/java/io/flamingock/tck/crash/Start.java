package io.flamingock.tck.crash;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.crash.Scenario.Course;
import java.util.UUID;

/** One process that starts: the application of a scenario, on a site, with what happens to it. */
final class Start {

    private final CrashSite site;
    private final Scenario scenario;
    private final String service;
    private final Pace pace;
    private final Calls calls;
    private final boolean healthy;

    private Start(CrashSite site, Scenario scenario, String service, Pace pace, Calls calls, boolean healthy) {
        this.site = site;
        this.scenario = scenario;
        this.service = service;
        this.pace = pace;
        this.calls = calls;
        this.healthy = healthy;
    }

    /** The first one, in which bodies may throw as the scenario says. */
    static Start first(CrashSite site, Scenario scenario, String service, Pace pace, Calls calls) {
        return new Start(site, scenario, service, pace, calls, false);
    }

    /** A later one, in which they do not. */
    static Start later(CrashSite site, Scenario scenario, String service, Pace pace, Calls calls) {
        return new Start(site, scenario, service, pace, calls, true);
    }

    /** Does what the scenario is about; returns or throws as that does. */
    void act() {
        if (scenario.course().undoes() && !healthy) {
            flamingock().undoLast(scenario.changes().size(), "ann", "the release is taken back");
        } else {
            flamingock().run();
        }
    }

    Flamingock flamingock() {
        FlamingockBuilder builder = Flamingock.builder()
                .service(service)
                .application("crash-test", "1")
                .auditStore(new CrashingAuditStore(site.store(), calls))
                .lease(pace.lease(), pace.renewal())
                .waitForLease(pace.waiting())
                .gracePeriod(pace.grace())
                .connectTimeout(pace.grace())
                .targetSystems(
                        new CrashingTargetSystem(site.shared(Mode.SHARED.name()), calls),
                        new CrashingTargetSystem(site.marked(Mode.MARKED.name()), calls),
                        NonTransactionalTargetSystem.of(Mode.NONE.name(), new Outside(site)));
        scenario.changes().forEach(id -> builder.change(id, definition -> define(id, definition)));
        return builder.build();
    }

    /** What a body without a transaction gets. */
    private record Outside(CrashSite site) {}

    private void define(String id, ChangeDefinition definition) {
        Mode mode = scenario.mode(id);
        definition.order(id).target(mode.name()).recovery(scenario.recovery());
        if (mode == Mode.NONE) {
            define(id, definition, Outside.class);
        } else {
            define(id, definition, site.boundType());
        }
    }

    private <T> void define(String id, ChangeDefinition definition, Class<T> type) {
        definition.execute(type, given -> body(id, Operation.APPLY, given));
        if (scenario.hasRollback()) {
            definition.rollback(type, given -> body(id, Operation.UNDO, given));
        }
    }

    private void body(String id, Operation which, Object given) throws Exception {
        String name = (which == Operation.APPLY ? "body of " : "rollback of ") + id;
        point(name + " begins");
        if (isUnhealthy(id) && which == Operation.UNDO && scenario.course() == Course.ROLLBACK_THROWS) {
            throw new IllegalStateException("the rollback fails");
        }
        String effect = Oracle.effect(service, id, which) + UUID.randomUUID();
        if (given instanceof Outside) {
            site.writeAtOnce(effect);
        } else {
            site.write(given, effect);
        }
        if (scenario.course() == Course.COMMITS_INSIDE && which == Operation.APPLY) {
            point(name + " has had its effect");
            site.commitInside(given);
        }
        point(name + " ends");
        if (isUnhealthy(id) && throwsAfterEffect(which)) {
            throw new IllegalStateException("the body fails");
        }
    }

    private boolean isUnhealthy(String id) {
        return !healthy && scenario.isLast(id);
    }

    private boolean throwsAfterEffect(Operation which) {
        return switch (scenario.course()) {
            case EXECUTES, COMMITS_INSIDE, UNDOES -> false;
            case THROWS, ROLLS_BACK, ROLLBACK_THROWS -> which == Operation.APPLY;
            case UNDO_THROWS -> which == Operation.UNDO;
        };
    }

    private void point(String name) {
        calls.on(Party.BODY, name, () -> "");
    }
}
