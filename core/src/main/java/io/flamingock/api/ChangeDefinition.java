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

    /**
     * The place in its stage, as {@link ChangeUnit#order}; required.
     *
     * @param order letters, digits, {@code . _ -}; runs of digits compare as numbers
     * @return this definition
     */
    ChangeDefinition order(String order);

    /**
     * The name of its target system; may be left out where there is only one.
     *
     * @param name as on the builder
     * @return this definition
     */
    ChangeDefinition target(String name);

    /**
     * Who answers for the change; for the log only, at most 255 characters.
     *
     * @param author a person or a team
     * @return this definition
     */
    ChangeDefinition author(String author);

    /**
     * One line for people; for the log only, at most 255 characters.
     *
     * @param description no line breaks
     * @return this definition
     */
    ChangeDefinition description(String description);

    /**
     * What the next start does after an unknown outcome; {@link RecoveryStrategy#MANUAL_INTERVENTION} if not set.
     *
     * @param strategy {@code ALWAYS_RETRY} is right only for a body that may run twice
     * @return this definition
     */
    ChangeDefinition recovery(RecoveryStrategy strategy);

    /**
     * {@code false} keeps the change out of its target's transaction.
     *
     * @param transactional {@code true} if not set
     * @return this definition
     */
    ChangeDefinition transactional(boolean transactional);

    /**
     * How long the body may take before its thread is interrupted; as long as it likes if not set.
     *
     * @param timeout more than zero
     * @return this definition
     */
    ChangeDefinition timeout(Duration timeout);

    /**
     * Limits the change to profiles, as {@link Profiles}.
     *
     * @param profiles names such as {@code "prod"} or {@code "!test"}
     * @return this definition
     */
    ChangeDefinition profiles(String... profiles);

    /**
     * Applies the change. One of the {@code execute} methods is called, once.
     *
     * @param body what to do; it gets nothing, so it can reach things only by what it captures: mode {@code NONE}
     * @return this definition
     */
    ChangeDefinition execute(Body body);

    /**
     * Applies the change with one injected object.
     *
     * @param <A> its type
     * @param a as what it is offered: decides what is injected, and the mode
     * @param body what to do with it
     * @return this definition
     */
    <A> ChangeDefinition execute(Class<A> a, Body1<? super A> body);

    /**
     * Applies the change with two injected objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param a as what the first is offered
     * @param b as what the second is offered
     * @param body what to do with them
     * @return this definition
     */
    <A, B> ChangeDefinition execute(Class<A> a, Class<B> b, Body2<? super A, ? super B> body);

    /**
     * Applies the change with three injected objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param a as what the first is offered
     * @param b as what the second is offered
     * @param c as what the third is offered
     * @param body what to do with them
     * @return this definition
     */
    <A, B, C> ChangeDefinition execute(Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body);

    /**
     * Takes its effect back, as {@link RollbackExecution}; at most one of the {@code rollback} methods, once.
     *
     * @param body must cope with an effect that is only partly there
     * @return this definition
     */
    ChangeDefinition rollback(Body body);

    /**
     * Takes its effect back with one injected object.
     *
     * @param <A> its type
     * @param a as what it is offered
     * @param body must cope with an effect that is only partly there
     * @return this definition
     */
    <A> ChangeDefinition rollback(Class<A> a, Body1<? super A> body);

    /**
     * Takes its effect back with two injected objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param a as what the first is offered
     * @param b as what the second is offered
     * @param body must cope with an effect that is only partly there
     * @return this definition
     */
    <A, B> ChangeDefinition rollback(Class<A> a, Class<B> b, Body2<? super A, ? super B> body);

    /**
     * Takes its effect back with three injected objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param a as what the first is offered
     * @param b as what the second is offered
     * @param c as what the third is offered
     * @param body must cope with an effect that is only partly there
     * @return this definition
     */
    <A, B, C> ChangeDefinition rollback(
            Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body);

    /** A body that gets nothing. */
    @FunctionalInterface
    interface Body {
        /**
         * Runs on the thread that called {@code run()}; a normal return means that the effect is there.
         *
         * @throws Exception whatever goes wrong: the change has failed then
         */
        void run() throws Exception;
    }

    /**
     * A body that gets one object.
     *
     * @param <A> its type
     */
    @FunctionalInterface
    interface Body1<A> {
        /**
         * Runs on the thread that called {@code run()}; a normal return means that the effect is there.
         *
         * @param a what was injected
         * @throws Exception whatever goes wrong: the change has failed then
         */
        void run(A a) throws Exception;
    }

    /**
     * A body that gets two objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     */
    @FunctionalInterface
    interface Body2<A, B> {
        /**
         * Runs on the thread that called {@code run()}; a normal return means that the effect is there.
         *
         * @param a what was injected first
         * @param b what was injected second
         * @throws Exception whatever goes wrong: the change has failed then
         */
        void run(A a, B b) throws Exception;
    }

    /**
     * A body that gets three objects.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     */
    @FunctionalInterface
    interface Body3<A, B, C> {
        /**
         * Runs on the thread that called {@code run()}; a normal return means that the effect is there.
         *
         * @param a what was injected first
         * @param b what was injected second
         * @param c what was injected third
         * @throws Exception whatever goes wrong: the change has failed then
         */
        void run(A a, B b, C c) throws Exception;
    }
}
