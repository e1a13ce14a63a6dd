package io.flamingock.api;

/** A change failed; the message says which, in what state it is now, and what to do. The cause is what it threw. */
public final class ChangeFailedException extends RunFailedException {

    private final transient Outcome.Failed failed;

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param failed the change, and what the log says of it
     * @param report of what the run did until then; its lines follow the message
     * @param cause what the body threw
     */
    public ChangeFailedException(String message, Outcome.Failed failed, RunReport report, Throwable cause) {
        super(message, report, cause);
        this.failed = failed;
    }

    /** {@return the change, and what the log says of it now} */
    public Outcome.Failed failed() {
        return failed;
    }
}
