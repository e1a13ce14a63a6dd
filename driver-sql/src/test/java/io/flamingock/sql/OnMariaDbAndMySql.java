package io.flamingock.sql;

import io.flamingock.servers.SqlServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that runs on each of the two, which is its {@link SqlServer}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
@interface OnMariaDbAndMySql {}
