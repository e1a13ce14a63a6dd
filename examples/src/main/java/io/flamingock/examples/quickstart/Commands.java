package io.flamingock.examples.quickstart;

import io.flamingock.Flamingock;
import io.flamingock.api.Issue;
import io.flamingock.api.Resolution;
import io.flamingock.api.Verification;
import io.flamingock.examples.quickstart.postoffice.PostOfficeServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What an operator does, each call of {@link Flamingock} as an argument of the quickstart. */
final class Commands {

    /** How the quickstart is started with an argument. */
    static final String CALL = "./mvnw -q -ntp compile exec:exec -pl examples -am -Dexec.args=";

    static final String HELP = """
            run [--fail]                               run what is pending; --fail: the post office breaks down
            plan                                       what a run would do
            issues                                     what a human must decide about
            resolve ID SEQ executed|rolled-back WHY    decide it
            undo ID WHY                                run the rollback of an executed change
            history                                    the log
            verify                                     whether somebody has altered the log
            reset                                      remove all data of this example""";

    private static final String OPERATOR = "reader";

    private final Flamingock flamingock;
    private final PostOfficeServer postOffice;
    private final PrintStream out;

    Commands(Flamingock flamingock, PostOfficeServer postOffice, PrintStream out) {
        this.flamingock = flamingock;
        this.postOffice = postOffice;
        this.out = out;
    }

    /** Does it. Returns the exit code. */
    int call(String command, List<String> words) throws IOException {
        switch (command + " " + words.size()) {
            case "plan 0" -> out.println(flamingock.plan());
            case "issues 0" -> issues();
            case "history 0" -> flamingock.history().forEach(entry -> out.println(entry.describe()));
            case "verify 0" -> verify();
            case "resolve 4" -> resolve(words);
            case "undo 2" -> out.println(flamingock.undo(words.get(0), OPERATOR, words.get(1)));
            default -> {
                out.println("not understood: " + command + " " + String.join(" ", words) + "\n" + HELP
                        + "\nTexts of several words stand in single quotes: " + CALL
                        + "\"undo load-catalogue 'the wrong file'\"");
                return 1;
            }
        }
        return 0;
    }

    /** What is to be decided, what to look at, and how to call it here. */
    void explain() throws IOException {
        List<Issue> issues = flamingock.issues();
        if (issues.isEmpty()) {
            return;
        }
        List<String> orders = postOffice.orders();
        out.println("\nThe order book of the post office has " + orders.size() + " orders:");
        orders.forEach(order -> out.println("    " + order));
        out.println("In this example you make the call by an argument:");
        for (Issue issue : issues) {
            String resolve = "    " + CALL + "\"resolve " + issue.changeId() + " " + issue.seq();
            out.println(resolve + " executed 'it is in the order book'\"");
            out.println(resolve + " rolled-back 'it is not in the order book'\"");
        }
    }

    private void issues() throws IOException {
        List<Issue> issues = flamingock.issues();
        out.println(issues.isEmpty() ? "nothing is to be decided" : issues.size() + " to be decided");
        issues.forEach(issue -> out.println(issue.describe()));
        explain();
    }

    private void resolve(List<String> words) {
        Resolution resolution =
                Resolution.valueOf(words.get(2).toUpperCase(Locale.ROOT).replace('-', '_'));
        flamingock.resolve(words.get(0), Long.parseLong(words.get(1)), resolution, OPERATOR, words.get(3));
        out.println("change '" + words.get(0) + "' is recorded as " + resolution.state() + "; run again");
    }

    private void verify() {
        Verification verification = flamingock.verify();
        out.println(
                verification.isValid()
                        ? "all " + verification.checked() + " entries are as they were written, head "
                                + verification.head()
                        : "the log was altered: " + verification.problem());
    }
}
