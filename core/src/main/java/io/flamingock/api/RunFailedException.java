package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** A run that did not come to its end; the report of what it did is inside. */
public class RunFailedException extends FlamingockException {

    private final transient RunReport report;

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public RunFailedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message + "\n" + report, cause);
        this.report = report;
    }

    /** {@return what the run did until it stopped} */
    public final RunReport report() {
        return report;
    }
}
