package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.Issue;
import io.flamingock.api.Mode;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.Resolution;
import io.flamingock.audit.AuditStore;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.model.Act.Errand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The databases in memory, the model of them, and the application that runs on both. */
final class World {

    static final String SERVICE = "model";
    /** Asked again for as long as it takes: nothing of a story depends on how long that is. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Story story;
    private final Mutant mutant;
    private final Trace trace = new Trace();
    private final Model model = new Model();
    private final Bodies bodies = new Bodies(model);
    private final MovedClock clock = new MovedClock();
    private final InMemoryAuditStore store = database();
    private final InMemoryAuditStore elsewhere = database();
    private final Set<String> misjudged = new HashSet<>();
    private final Flamingock unobserved;
    private int started;

    World(Story story, Mutant mutant) {
        this.story = story;
        this.mutant = mutant;
        this.unobserved = flamingock(null, store.another());
    }

    private InMemoryAuditStore database() {
        return InMemoryAuditStore.create()
                .withClock(clock)
                .withLockTimeout(Duration.ZERO)
                .endingBlockingSessions(true);
    }

    Trace trace() {
        return trace;
    }

    Model model() {
        return model;
    }

    boolean isMisjudged(Spec spec) {
        return misjudged.contains(spec.id());
    }

    void expire() {
        Duration time = LeaseModel.LENGTH.plusSeconds(1);
        trace.add("----", "the length of a lease passes");
        clock.now = clock.now.plus(time);
        model.lease().letPass(time);
    }

    /** An instance that stands before its first call. */
    Instance start(Errand errand) {
        Knowledge knowledge = new Knowledge(errand, story.known(errand));
        String name = ++started + " " + errand;
        Instance instance = new Instance(name, knowledge, trace, me -> act(me, errand));
        trace.add(name, "is started");
        instance.start();
        return instance;
    }

    private void act(Instance me, Errand errand) {
        AuditStore observed = new ObservedStore(mutant.beneath(store.another()), me, model);
        Flamingock flamingock = flamingock(me, mutant.above(observed));
        switch (errand) {
            case RUN, RUN_OLD, WAIT_AND_RUN -> flamingock.run();
            case UNDO_LAST -> flamingock.undoLast(1, "ann", "the release is taken back");
            case DECIDE -> decide(flamingock, true);
            case DECIDE_WRONGLY -> decide(flamingock, false);
            case RELEASE_BY_FORCE ->
                flamingock.lock().ifPresent(row -> flamingock.releaseLock(row.token(), "ann", "it hangs"));
            case BASELINE -> {
                story.changes().forEach(spec -> misjudged.add(spec.id()));
                flamingock.baseline(
                        story.changes().get(story.changes().size() - 1).id(), "ann", "it was there before");
            }
            case UNDO_BY_HAND -> undoByHand(flamingock);
        }
    }

    private void decide(Flamingock flamingock, boolean rightly) {
        List<Issue> issues = flamingock.issues();
        if (!issues.isEmpty()) {
            Issue issue = issues.get(0);
            Spec spec = story.spec(issue.changeId());
            boolean there = model.there(spec) > 0;
            if (!rightly) {
                misjudged.add(spec.id());
            }
            Resolution resolution = there == rightly ? Resolution.EXECUTED : Resolution.ROLLED_BACK;
            flamingock.resolve(issue.changeId(), issue.seq(), resolution, "ann", "she has looked");
        }
    }

    /** The last of the executed ones, whose effect nobody removes in truth. */
    private void undoByHand(Flamingock flamingock) {
        Chronicle log = model.log();
        story.changes().stream()
                .map(Spec::id)
                .filter(log::isExecuted)
                .reduce((first, second) -> second)
                .ifPresent(id -> {
                    misjudged.add(id);
                    long seq = log.newest(id).orElseThrow().head().seq();
                    flamingock.undoneByHand(id, seq, "ann", "by hand");
                });
    }

    /** The newest version of the application, which nobody observes. */
    Flamingock unobserved() {
        return unobserved;
    }

    private Flamingock flamingock(Instance me, AuditStore seen) {
        boolean waits = me != null && me.knowledge().errand == Errand.WAIT_AND_RUN;
        FlamingockBuilder builder = Flamingock.builder()
                .service(SERVICE)
                .application("model", "1")
                .clock(clock)
                .auditStore(seen)
                .lease(LeaseModel.LENGTH, LeaseModel.LENGTH.dividedBy(3))
                .waitForLease(waits ? PATIENCE : Duration.ZERO)
                .gracePeriod(story.asksAgain() ? PATIENCE : Duration.ZERO)
                .connectTimeout(story.asksAgain() ? PATIENCE : Duration.ZERO)
                .targetSystems(
                        target(me, Mode.SHARED, store),
                        target(me, Mode.MARKED, elsewhere),
                        NonTransactionalTargetSystem.of(Mode.NONE.name(), new Bodies.Outside(me)));
        List<Spec> known = me == null ? story.changes() : me.knowledge().changes;
        known.forEach(spec -> builder.change(spec.id(), definition -> define(me, spec, definition)));
        return builder.build();
    }

    private TransactionalTargetSystem target(Instance me, Mode mode, InMemoryAuditStore on) {
        TransactionalTargetSystem target = InMemoryTargetSystem.on(mode.name(), on);
        return me == null ? target : mutant.above(new ObservedTarget(mutant.beneath(target), mode, me, model));
    }

    private void define(Instance me, Spec spec, ChangeDefinition definition) {
        definition.order("00" + spec.number()).target(spec.mode().name());
        definition.recovery(spec.retried() ? RecoveryStrategy.ALWAYS_RETRY : RecoveryStrategy.MANUAL_INTERVENTION);
        if (spec.mode() == Mode.NONE) {
            definition.execute(
                    Bodies.Outside.class,
                    ChangeContext.class,
                    (outside, context) -> bodies.call(me, spec, null, context));
        } else {
            definition.execute(
                    InMemoryRecords.class,
                    ChangeContext.class,
                    (records, context) -> bodies.call(me, spec, records, context));
        }
        if (spec.undoable() && spec.mode() == Mode.NONE) {
            definition.rollback(
                    Bodies.Outside.class,
                    ChangeContext.class,
                    (outside, context) -> bodies.call(me, spec, null, context));
        } else if (spec.undoable()) {
            definition.rollback(
                    InMemoryRecords.class,
                    ChangeContext.class,
                    (records, context) -> bodies.call(me, spec, records, context));
        }
    }

    /** Model and databases hold the same, entry by entry and effect by effect. */
    void checkSame() {
        trace.check();
        List<Line> lines = store.entries(SERVICE).stream().map(Line::of).toList();
        unless(
                lines.equals(model.log().lines()),
                "the log is " + lines + ", that of the model " + model.log().lines());
        List<String> effects = new ArrayList<>(bodies.outside());
        effects.addAll(InMemoryTargetSystem.on("any", store).records().all().keySet());
        effects.addAll(InMemoryTargetSystem.on("any", elsewhere).records().all().keySet());
        List<String> sorted = effects.stream().sorted().toList();
        unless(sorted.equals(model.effects()), "the effects are " + sorted + ", those of the model " + model.effects());
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2025-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
