/** For those who write a driver, and for those who read the log: the audit log and the lease. */
@NullMarked
package io.flamingock.audit;

import org.jspecify.annotations.NullMarked;
