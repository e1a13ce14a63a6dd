package io.flamingock.api;

/**
 * One thing that is wrong with changes, wiring, history or store: found, collected, and reported together with all
 * others.
 *
 * @param code stable, such as {@code D1}; the number is that of the documentation
 * @param severity whether it stops the run
 * @param place {@code class#method}, the setting of the builder, or the entry of the log
 * @param found what was found there
 * @param remedy what to do
 */
public record Problem(String code, Severity severity, String place, String found, String remedy) {

    /** How bad it is. */
    public enum Severity {
        /** Nothing runs. */
        ERROR,
        /** Someone should look. */
        WARN,
        /** Good to know. */
        INFO
    }

    /**
     * A problem that stops the run.
     *
     * @param code stable, such as {@code D1}
     * @param place where
     * @param found what is there
     * @param remedy what to do; empty for nothing
     * @return the problem
     */
    public static Problem error(String code, String place, String found, String remedy) {
        return new Problem(code, Severity.ERROR, place, found, remedy);
    }

    /**
     * A problem that somebody should look at.
     *
     * @param code stable, such as {@code D1}
     * @param place where
     * @param found what is there
     * @param remedy what to do; empty for nothing
     * @return the problem
     */
    public static Problem warn(String code, String place, String found, String remedy) {
        return new Problem(code, Severity.WARN, place, found, remedy);
    }

    /**
     * A problem that is good to know.
     *
     * @param code stable, such as {@code D1}
     * @param place where
     * @param found what is there
     * @param remedy what to do; empty for nothing
     * @return the problem
     */
    public static Problem info(String code, String place, String found, String remedy) {
        return new Problem(code, Severity.INFO, place, found, remedy);
    }

    @Override
    public String toString() {
        return "[" + code + "] " + place + ": " + found + (remedy.isEmpty() ? "" : " → " + remedy);
    }
}
