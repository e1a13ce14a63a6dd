package io.flamingock.cli;

import io.flamingock.api.BlockedException;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.RefusedException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.audit.UnreadableEntryException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said about something that was thrown, and what the process ends with.
 *
 * @param exitCode one of {@link ExitCode}
 * @param text what happened and what to do
 */
record Explanation(int exitCode, String text) {

    /** Ends a call that met a defect of this tool; not one of the documented meanings. */
    private static final int DEFECT = 70;

    /** The library speaks to programmers; this is where an operator finds the same. */
    private static final Map<String, String> IN_WORDS_OF_THE_SHELL = new TreeMap<>(Map.of(
            "history()", "'audit list'",
            "issues()", "'issue list'",
            "verify()", "'audit verify'",
            "the next run()", "the next run"));

    private static final Pattern ADVICE = Pattern.compile("(?i)see that it runs");

    static Explanation of(Throwable thrown) {
        if (thrown instanceof UsageException) {
            return new Explanation(ExitCode.USAGE, message(thrown));
        }
        if (thrown instanceof NoLogException) {
            return new Explanation(ExitCode.NO_LOG, message(thrown));
        }
        if (thrown instanceof RefusedException refused) {
            return new Explanation(refused.isLeaseHeld() ? ExitCode.LOCKED : ExitCode.USAGE, message(thrown));
        }
        if (thrown instanceof InvalidChangesException || thrown instanceof UnreadableEntryException) {
            return new Explanation(ExitCode.INVALID, message(thrown));
        }
        if (thrown instanceof StoreRefusedException || thrown instanceof BlockedException) {
            return new Explanation(ExitCode.UNREACHABLE, message(thrown));
        }
        if (thrown instanceof AuditStoreException) {
            String text = message(thrown);
            return new Explanation(
                    ExitCode.UNREACHABLE,
                    ADVICE.matcher(text).find()
                            ? text
                            : text + (text.endsWith(".") ? "" : ".")
                                    + " See that the store runs, that it can be reached from here, and that address,"
                                    + " user and password are right");
        }
        return new Explanation(
                DEFECT,
                "this should not have happened: " + thrown
                        + ". Call again with --verbose, and report what it prints; the log is as it was, or has one"
                        + " entry more, see 'audit list'");
    }

    private static String message(Throwable thrown) {
        @Nullable String message = thrown.getMessage();
        String text = message == null ? thrown.toString() : message;
        for (Map.Entry<String, String> word : IN_WORDS_OF_THE_SHELL.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text;
    }
}
