package io.flamingock.cli.child;

import io.flamingock.api.BlockedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.LeaseNotAcquiredException;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.api.RefusedException;
import io.flamingock.api.RunStoppedException;
import io.flamingock.api.TargetUnreachableException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.UnreadableEntryException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What something that was thrown means to whoever started the process.
 *
 * @param exitCode as documented
 * @param text what happened and what to do
 */
public record Failures(int exitCode, String text) {

    static final int CHANGE_FAILED = 1;
    static final int REFUSED = 2;
    static final int ISSUE = 3;
    static final int LOCKED = 4;
    static final int INVALID = 5;
    static final int PENDING = 6;
    static final int UNREACHABLE = 7;
    static final int INTERRUPTED = 130;

    /** The application is not made for the command line. */
    static final class NoSetup extends RuntimeException {
        NoSetup(String message) {
            super(message);
        }

        NoSetup(Throwable thrown) {
            super("the FlamingockSetup of the application has thrown " + thrown, thrown);
        }
    }

    static Failures of(Throwable thrown) {
        String message = thrown.getMessage();
        return new Failures(exitCode(thrown), message == null ? thrown.toString() : message);
    }

    private static int exitCode(Throwable thrown) {
        if (thrown instanceof RefusedException refused) {
            return refused.isLeaseHeld() ? LOCKED : REFUSED;
        }
        if (thrown instanceof OpenIssuesException) {
            return ISSUE;
        }
        if (thrown instanceof LeaseNotAcquiredException || thrown instanceof LeaseLostException) {
            return LOCKED;
        }
        if (thrown instanceof NoSetup
                || thrown instanceof InvalidChangesException
                || thrown instanceof UnreadableEntryException) {
            return INVALID;
        }
        if (thrown instanceof RunStoppedException) {
            return INTERRUPTED;
        }
        return isOfTarget(thrown)
                        || thrown instanceof AuditStoreException
                        || thrown instanceof BlockedException
                        || thrown instanceof TargetUnreachableException
                        || thrown instanceof OutcomeNotRecordedException
                ? UNREACHABLE
                : CHANGE_FAILED;
    }

    /** What a driver says of a target that it cannot use has no type of its own. */
    private static boolean isOfTarget(Throwable thrown) {
        return thrown.getClass() == FlamingockException.class;
    }

    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
