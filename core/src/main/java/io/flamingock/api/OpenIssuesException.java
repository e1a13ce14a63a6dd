package io.flamingock.api;

import java.util.List;
import java.util.stream.Collectors;

/** A human must decide about changes first; nothing was run. */
public final class OpenIssuesException extends RunFailedException {

    private final transient List<Issue> issues;

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

    /** What is to be decided. */
    public List<Issue> issues() {
        return issues;
    }
}
