/** For newcomers: a small shop that brings its database and a partner's service up to date when it starts. */
@NullMarked
package io.flamingock.examples.quickstart;

import org.jspecify.annotations.NullMarked;
