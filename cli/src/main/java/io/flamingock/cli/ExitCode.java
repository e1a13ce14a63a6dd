package io.flamingock.cli;

/** What the process ends with; a promise to scripts, so in the documentation, and never given another meaning. */
final class ExitCode {

    static final int DONE = 0;
    static final int CHANGE_FAILED = 1;
    static final int USAGE = 2;
    static final int ISSUE = 3;
    static final int LOCKED = 4;
    static final int INVALID = 5;
    static final int PENDING = 6;
    static final int UNREACHABLE = 7;
    static final int NO_LOG = 8;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
