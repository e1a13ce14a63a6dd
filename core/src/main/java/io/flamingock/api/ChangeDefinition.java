package io.flamingock.api;

import java.time.Duration;

/**
 * Defines a change without a class, within the call that it was handed to:
 *
 * <pre>{@code
 * .change("topic-orders", change -> change.order("0005").target("events")
 *         .execute(Admin.class, admin -> …)
 *         .rollback(Admin.class, admin -> …))
 * }</pre>
 *
 * <p>The types say what the body gets, as the parameters of an {@link Execution} method do; {@link ChangeContext} may
 * be one of them. They decide the {@link Mode}: what a lambda captures from around it cannot be seen, and what is done
 * through it is not part of the transaction. Not safe for use by several threads.
 */
public interface ChangeDefinition {

    /** The place in its stage, as {@link ChangeUnit#order}; required. */
    ChangeDefinition order(String order);

    /** The name of its target system; may be left out where there is only one. */
    ChangeDefinition target(String name);

    /** Who answers for the change; for the log only, at most 255 characters. */
    ChangeDefinition author(String author);

    /** One line for people; for the log only, at most 255 characters. */
    ChangeDefinition description(String description);

    /** What the next start does after an unknown outcome; {@link RecoveryStrategy#MANUAL_INTERVENTION} if not set. */
    ChangeDefinition recovery(RecoveryStrategy strategy);

    /** {@code false} keeps the change out of its target's transaction. */
    ChangeDefinition transactional(boolean transactional);

    /** How long the body may take before its thread is interrupted; as long as it likes if not set. */
    ChangeDefinition timeout(Duration timeout);

    /** Limits the change to profiles, as {@link Profiles}. */
    ChangeDefinition profiles(String... profiles);

    /** Applies the change. One of the {@code execute} methods is called, once. */
    ChangeDefinition execute(Body body);

    /** Applies the change with one injected object. */
    <A> ChangeDefinition execute(Class<A> a, Body1<? super A> body);

    /** Applies the change with two injected objects. */
    <A, B> ChangeDefinition execute(Class<A> a, Class<B> b, Body2<? super A, ? super B> body);

    /** Applies the change with three injected objects. */
    <A, B, C> ChangeDefinition execute(Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body);

    /** Takes its effect back, as {@link RollbackExecution}; at most one of the {@code rollback} methods, once. */
    ChangeDefinition rollback(Body body);

    /** Takes its effect back with one injected object. */
    <A> ChangeDefinition rollback(Class<A> a, Body1<? super A> body);

    /** Takes its effect back with two injected objects. */
    <A, B> ChangeDefinition rollback(Class<A> a, Class<B> b, Body2<? super A, ? super B> body);

    /** Takes its effect back with three injected objects. */
    <A, B, C> ChangeDefinition rollback(
            Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body);

    /** A body that gets nothing. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** A body that gets one object. */
    @FunctionalInterface
    interface Body1<A> {
        void run(A a) throws Exception;
    }

    /** A body that gets two objects. */
    @FunctionalInterface
    interface Body2<A, B> {
        void run(A a, B b) throws Exception;
    }

    /** A body that gets three objects. */
    @FunctionalInterface
    interface Body3<A, B, C> {
        void run(A a, B b, C c) throws Exception;
    }
}
