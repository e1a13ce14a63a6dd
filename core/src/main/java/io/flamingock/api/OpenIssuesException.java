package io.flamingock.api;

import java.util.List;
import java.util.stream.Collectors;

/** A human must decide about changes first; nothing was run. */
public final class OpenIssuesException extends RunFailedException {

    private final transient List<Issue> issues;

    /**
     * For the runner.
     *
     * @param issues all that is to be decided: they are the message, each with its calls
     * @param report of what the run did until then; its lines follow the message
     */
    public OpenIssuesException(List<Issue> issues, RunReport report) {
        super(
                "[X39] nothing was run: " + issues.size()
                        + (issues.size() == 1 ? " change has an outcome" : " changes have outcomes")
                        + " that a human must decide about"
                        + issues.stream().map(i -> "\n  " + i.describe()).collect(Collectors.joining()),
                report,
                null);
        this.issues = List.copyOf(issues);
    }

    /** {@return what is to be decided} */
    public List<Issue> issues() {
        return issues;
    }
}
