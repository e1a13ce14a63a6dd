/** What runs in a JVM of its own on the class path of the application: it may use core's public packages and the JDK alone. */
@NullMarked
package io.flamingock.cli.child;

import org.jspecify.annotations.NullMarked;
