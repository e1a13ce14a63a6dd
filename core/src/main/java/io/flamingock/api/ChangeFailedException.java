package io.flamingock.api;

/** A change failed; the message says which, in what state it is now, and what to do. The cause is what it threw. */
public final class ChangeFailedException extends RunFailedException {

    private final transient Outcome.Failed failed;

    public ChangeFailedException(String message, Outcome.Failed failed, RunReport report, Throwable cause) {
        super(message, report, cause);
        this.failed = failed;
    }

    /** The change, and what the log says of it now. */
    public Outcome.Failed failed() {
        return failed;
    }
}
