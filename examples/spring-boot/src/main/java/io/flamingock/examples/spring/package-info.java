/** For applications of Spring Boot: a bean that runs the changes before JPA looks at the tables. */
@NullMarked
package io.flamingock.examples.spring;

import org.jspecify.annotations.NullMarked;
