package io.flamingock.internal.run;

import io.flamingock.api.RefusedException;
import java.util.List;

/** The name and the reason of an operator: they are what the log is for. */
final class OperatorWords {

    private OperatorWords() {}

    /** @throws RefusedException one is blank, or a placeholder of a printed call */
    static void check(String operator, String reason) {
        for (String said : List.of(operator, reason)) {
            if (isPlaceholder(said.strip())) {
                throw new RefusedException("an operator's call needs a name and a reason, they are what the log is for:"
                        + " '" + said + "' is not filled in. Nothing was written");
            }
        }
        if (isBlank(operator) || isBlank(reason)) {
            throw new RefusedException(
                    "an operator's call needs a name and a reason: they are what the log is for. Nothing was written");
        }
    }

    /** As it stands in the calls that we print, to be copied and completed. */
    private static boolean isPlaceholder(String text) {
        return text.startsWith("<") && text.endsWith(">");
    }

    /** Whether nothing would be left to read of it. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT);
    }
}
