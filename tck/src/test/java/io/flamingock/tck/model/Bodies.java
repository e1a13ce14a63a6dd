package io.flamingock.tck.model;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.memory.InMemoryDeadlockException;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.tck.model.Knowledge.Ending;
import io.flamingock.tck.model.Line.About;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What the changes of a story do, and what they have done to systems without transactions. */
final class Bodies {

    private final Model model;
    private final List<String> outside = new CopyOnWriteArrayList<>();
    private final Set<String> happened = new HashSet<>();
    private int effects;

    Bodies(Model model) {
        this.model = model;
    }

    List<String> outside() {
        return outside;
    }

    /** What a body without a transaction gets. */
    record Outside(Instance me) {}

    void call(Instance me, Spec spec, InMemoryRecords records, ChangeContext context) {
        Knowledge who = me.knowledge();
        About about = spec.mode() == Mode.SHARED
                ? who.shared.about()
                : who.started(spec.id(), context.attempt()) == null
                        ? new About(spec.id(), context.operation(), context.attempt(), spec.mode())
                        : who.started(spec.id(), context.attempt()).about();
        BodyModel body = model.body(who, about, context.operation());
        try {
            new Call(me, spec, records, body, context.operation()).run();
            body.ends(Ending.RETURNED);
        } catch (Throwable thrown) {
            body.ends(Ending.THREW);
            throw thrown;
        }
    }

    private final class Call {
        private final Instance me;
        private final Spec spec;
        private final InMemoryRecords records;
        private final BodyModel body;
        private final Operation which;

        Call(Instance me, Spec spec, InMemoryRecords records, BodyModel body, Operation which) {
            this.me = me;
            this.spec = spec;
            this.records = records;
            this.body = body;
            this.which = which;
        }

        void run() {
            String effect = effect();
            act("begins and does " + effect, () -> body.begins(effect), () -> write(effect));
            if (which == Operation.APPLY && records != null) {
                actInside();
            }
            if (fails()) {
                throw new IllegalStateException("the body fails");
            }
        }

        private boolean fails() {
            boolean itsTurn = switch (spec.body()) {
                case THROWS_ONCE, COMMITS_AND_THROWS, LEAVES_COMMITS_AND_THROWS -> which == Operation.APPLY;
                case ROLLBACK_THROWS_ONCE -> spec.undoable(); // after a body that throws
                default -> false;
            };
            return itsTurn && isFirst("throws");
        }

        private void actInside() {
            switch (spec.body()) {
                case COMMITS, COMMITS_AND_THROWS -> commit();
                case LEAVES_COMMITS_AND_THROWS -> {
                    if (isFirst("leaves")) {
                        leave();
                        commit();
                    }
                }
                case LEAVES_COMMITS_AND_RETHROWS -> {
                    if (isFirst("leaves")) {
                        InMemoryDeadlockException swallowed = leave();
                        commit();
                        throw swallowed;
                    }
                }
                case DEADLOCKS_ONCE -> {
                    if (isFirst("deadlocks")) {
                        act("is the victim of a deadlock", body::isUndoneInside, this::deadlock);
                    }
                }
                case LEAVES_ONCE -> {
                    if (isFirst("leaves")) {
                        leave();
                    }
                }
                default -> {}
            }
        }

        private void commit() {
            act("commits inside", body::commitsInside, () -> {
                records.commitBehindOurBack();
                return "";
            });
        }

        private InMemoryDeadlockException leave() {
            try {
                act("is the victim of a deadlock", body::isUndoneInside, this::deadlock);
            } catch (InMemoryDeadlockException swallowed) {
                String effect = effect();
                act("writes on " + effect, () -> body.writes(effect), () -> write(effect));
                return swallowed;
            }
            throw new IllegalStateException("there was no deadlock");
        }

        private String deadlock() {
            records.deadlock();
            return "";
        }

        private boolean isFirst(String what) {
            return happened.add(spec.id() + " " + which + " " + what);
        }

        private String effect() {
            return spec.id() + "/" + which + "/" + ++effects;
        }

        private String write(String effect) {
            if (records == null) {
                outside.add(effect);
            } else {
                records.put(effect, effect);
            }
            return "";
        }

        private void act(String what, Supplier<String> inModel, Supplier<String> inReality) {
            me.call("body of " + spec.id() + " (" + which + ") " + what, inModel, inReality, none -> none);
        }
    }
}
