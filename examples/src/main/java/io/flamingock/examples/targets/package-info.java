/** For applications that change several systems: which mode each change has, and a listener that shows progress. */
@NullMarked
package io.flamingock.examples.targets;

import org.jspecify.annotations.NullMarked;
