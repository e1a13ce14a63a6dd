/** For those who write a driver: the proof that runs on it survive a crash, a pause or a lost answer at every point. */
@NullMarked
package io.flamingock.tck.crash;

import org.jspecify.annotations.NullMarked;
