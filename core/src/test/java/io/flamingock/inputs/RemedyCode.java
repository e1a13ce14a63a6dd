package io.flamingock.inputs;

import io.flamingock.Flamingock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the code in what is said: lines that somebody copies, and annotations and calls that he types. */
public final class RemedyCode {

    private static final Pattern COMMAND = Pattern.compile("flamingock\\.\\w+\\(.*\\);");
    private static final Pattern CODE = Pattern.compile(
            "(?<!no )@[A-Z]\\w+(\\(\"[^\"]*\"\\))?|\\b[a-z]\\w*\\((\"[^\"]*\"|…|\\w+\\.\\w+|)\\)|\\b\\w+ = [\\w\"]+|opens [\\w.]+;");

    /** Spoken of, and not to be typed here; or of a library that a user may have. */
    private static final Set<String> ELSEWHERE = Set.of("run()", "verify()", "issues()", "history()", "block()");

    private RemedyCode() {}

    /** The calls on {@code flamingock} that it tells to make, each a line of its own. */
    static List<String> commands(String said) {
        return COMMAND.matcher(said).results().map(result -> result.group()).toList();
    }

    /** What is written as code where the remedy is: after the arrow, if there is one. */
    static List<String> fragments(String said) {
        String remedies = said.contains("→") ? said.replaceAll("(?m)^[^→]*(→|$)", "") : said;
        return CODE.matcher(remedies)
                .results()
                .map(result -> result.group())
                .filter(code -> !ELSEWHERE.contains(code))
                .toList();
    }

    /** Whether this code has that in it; an ellipsis stands for anything. */
    static boolean isIn(String code, String fragment) {
        String regex = Pattern.quote(fragment).replace("…", "\\E[^)]*\\Q");
        return Pattern.compile(regex).matcher(code).find();
    }

    /** A call as somebody completes it. */
    static String completed(String command) {
        return command.replace("<your name>", "ann").replace("<reason>", "looked");
    }

    /** For the type of what a command is called on. */
    public interface Command {
        void call(Flamingock flamingock) throws Exception;
    }
}
