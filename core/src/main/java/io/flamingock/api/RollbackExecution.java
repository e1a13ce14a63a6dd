package io.flamingock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link ChangeUnit} that takes its effect back: after a failure where no transaction does it,
 * and when an operator undoes an executed change. It must cope with an effect that is only partly there.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RollbackExecution {}
