package io.flamingock.cli;

/** A command that needs the log, or less. */
interface LogCommand {

    /** Does it; prints what was asked for. Returns the exit code. */
    int call(Session session);
}
