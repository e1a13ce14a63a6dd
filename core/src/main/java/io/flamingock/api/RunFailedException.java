package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** A run that did not come to its end; the report of what it did is inside. */
public class RunFailedException extends FlamingockException {

    private final transient RunReport report;

    public RunFailedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message + "\n" + report, cause);
        this.report = report;
    }

    /** What the run did until it stopped. */
    public final RunReport report() {
        return report;
    }
}
