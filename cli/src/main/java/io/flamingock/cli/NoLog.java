package io.flamingock.cli;

/** What is said where there is nothing to be seen. */
final class NoLog {

    private NoLog() {}

    static String text(Session session) {
        return "the log of '" + session.address().service()
                + "' has no changes: no run has written to it yet, or the service or the store is another one";
    }
}
