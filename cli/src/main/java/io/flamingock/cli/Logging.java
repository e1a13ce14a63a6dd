package io.flamingock.cli;

/** What the libraries log, to the error output; decided before the first of them asks for a logger. */
final class Logging {

    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(boolean verbose) {
        System.setProperty(SIMPLE + "defaultLogLevel", verbose ? "info" : "warn");
        System.setProperty(SIMPLE + "showThreadName", "false");
        System.setProperty(SIMPLE + "showLogName", "false");
    }
}
