/** For larger applications: several target systems, stages and profiles. */
@NullMarked
package io.flamingock.examples.stages;

import org.jspecify.annotations.NullMarked;
