package io.flamingock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a class to be one change: something outside the code that this version of the application needs.
 * The class has exactly one {@link Execution} method and may have one {@link RollbackExecution} method.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ChangeUnit {

    /**
     * {@return the id: unique among all changes of a service, 1 to 255 characters; never changed once it was applied
     * anywhere}
     */
    String id();

    /**
     * The place in its stage, made of letters, digits, {@code . _ -}; runs of digits compare as numbers. Empty: taken
     * from a class name of the form {@code _0001__Name}.
     *
     * @return the order; empty if it is in the name of the class
     */
    String order() default "";

    /** {@return who answers for the change; for the log only, at most 255 characters} */
    String author() default "";

    /** {@return one line for people; for the log only, at most 255 characters} */
    String description() default "";

    /**
     * {@code false} keeps the change out of its target's transaction: it runs in mode {@link Mode#NONE}.
     *
     * @return whether it takes part in the transaction of a target that has them
     */
    boolean transactional() default true;

    /**
     * How long the body may take before its thread is interrupted, in ISO-8601 ({@code PT30S}); empty: as long as it
     * likes. A body that does not react, as most JDBC drivers do not, keeps the lease and is recorded as it ends; see the
     * log line "still running".
     *
     * @return an ISO-8601 duration, or nothing
     */
    String timeout() default "";
}
