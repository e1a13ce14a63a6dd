package io.flamingock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits a change to profiles: selected if one of the plain names is active (or there is none) and none of those
 * written with {@code !} is. What is left out stands in the plan and in the report, with the reason.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Profiles {

    /** {@return names such as {@code "prod"} or {@code "!test"}} */
    String[] value();
}
