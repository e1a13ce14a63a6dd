package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Mode;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One change, run by processes that die or are paused, on the driver's store. */
abstract class EndToEndTests implements ContractReport.Placed {

    static final String SERVICE = "users";
    static final String CHANGE = "add-status";

    /** How long a process waits for the lease of another, and a fence for a session that blocks it. */
    private Duration waiting = Duration.ofSeconds(2);

    DriverFixture place;
    TargetFixture effects;
    RecoveryStrategy recovery = RecoveryStrategy.MANUAL_INTERVENTION;
    private final Plain plain = new Plain();

    /** A system that knows no transactions. */
    static final class Plain {
        private final List<String> effects = new CopyOnWriteArrayList<>();

        void add(String key) {
            effects.add(key);
        }
    }

    /** What a change does, given something to write its effect with. */
    @FunctionalInterface
    interface Body {
        void run(Effect effect) throws Exception;
    }

    /** Has the effect of the change, once at each call, through what was injected. */
    interface Effect {
        void write() throws Exception;

        /** What was injected. */
        Object bound();
    }

    abstract DriverFixture emptyPlace();

    /** The mode in which the change runs. */
    abstract Mode mode();

    @BeforeEach
    void open() {
        place = emptyPlace();
        effects = mode() == Mode.MARKED ? emptyPlace().target() : place.target();
    }

    @Override
    public final String runsOn() {
        return place.runsOn();
    }

    @AfterEach
    void close() {
        if (place == null) {
            return; // there was none to be had
        }
        if (mode() == Mode.MARKED) {
            effects.close();
        }
        place.close();
    }

    final TestProcess process() {
        return new TestProcess(place);
    }

    /** From now on; for those of whom many start at once. */
    final void waitFor(Duration longest) {
        waiting = longest;
    }

    final Flamingock flamingock(TestProcess process, Body body) {
        return flamingock(process, body, null);
    }

    final Flamingock flamingock(TestProcess process, Body body, @Nullable Body rollback) {
        FlamingockBuilder builder = Flamingock.builder()
                .service(SERVICE)
                .auditStore(process.store())
                .waitForLease(waiting)
                .connectTimeout(Duration.ZERO)
                .gracePeriod(Duration.ZERO);
        return mode() == Mode.NONE
                ? builder.targetSystems(NonTransactionalTargetSystem.of("plain", plain))
                        .change(CHANGE, change -> define(change, Plain.class, body, rollback))
                        .build()
                : builder.targetSystems(process.target(effects.open()))
                        .change(CHANGE, change -> define(change, effects.boundType(), body, rollback))
                        .build();
    }

    private <T> void define(ChangeDefinition change, Class<T> type, Body body, @Nullable Body rollback) {
        change.order("0001").recovery(recovery).execute(type, injected -> body.run(effect(injected)));
        if (rollback != null) {
            change.rollback(type, injected -> rollback.run(effect(injected)));
        }
    }

    private Effect effect(Object injected) {
        return new Effect() {
            @Override
            public void write() throws Exception {
                if (injected instanceof Plain target) {
                    target.add(CHANGE);
                } else {
                    effects.write(injected, CHANGE);
                }
            }

            @Override
            public Object bound() {
                return injected;
            }
        };
    }

    /** Has a process run the change until it dies. */
    final void die(TestProcess process, Body body) {
        assertThatThrownBy(() -> flamingock(process, body).run()).isInstanceOf(FlamingockException.class);
        assertThat(process.isDead()).as("it died where it was to die").isTrue();
    }

    /** Has another process start as usual. */
    final Flamingock next() {
        return flamingock(process(), Effect::write);
    }

    final long effectCount() {
        return mode() == Mode.NONE ? plain.effects.size() : effects.count(CHANGE);
    }

    /** The states of all entries about the change. */
    final List<State> changeStates() {
        return entries().stream()
                .filter(entry -> entry.subject() != null)
                .map(entry -> entry.event().state())
                .toList();
    }

    final List<State> states() {
        return entries().stream().map(entry -> entry.event().state()).toList();
    }

    final List<AuditEntry> entries() {
        try (var store = place.open()) {
            return store.log(SERVICE).read(0);
        }
    }

    /** The change is executed and was closed, so many effects are there, and nothing is left to do. */
    final void assertExecuted(int effectsOfIt) {
        assertThat(effectCount()).isEqualTo(effectsOfIt);
        assertThat(changeStates()).last().matches(State::isExecuted);
        assertThat(states()).last().isEqualTo(State.COMPLETED);
        Flamingock again = next();
        assertThat(again.run().isNothingToDo()).isTrue();
        assertThat(again.verify().isValid()).isTrue();
        assertThat(again.issues()).isEmpty();
        assertThat(effectCount()).isEqualTo(effectsOfIt);
    }
}
