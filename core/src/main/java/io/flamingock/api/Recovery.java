package io.flamingock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what the next start does after an attempt whose outcome is unknown or partial. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Recovery {

    /**
     * {@link RecoveryStrategy#MANUAL_INTERVENTION} unless the body may safely run again.
     *
     * @return the strategy
     */
    RecoveryStrategy strategy() default RecoveryStrategy.MANUAL_INTERVENTION;
}
