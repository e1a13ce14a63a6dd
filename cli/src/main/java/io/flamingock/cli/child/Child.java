package io.flamingock.cli.child;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.FlamingockSetup;
import io.flamingock.api.Change;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Problem;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.ToBeUndone;
import io.flamingock.cli.child.Message.Kind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;

/** Where the process of the application begins: finds its setup, and makes one call. */
public final class Child {

    private final PrintStream out;
    private final List<String> words;
    private final Asker asker = new Asker();

    private Child(PrintStream out, List<String> words) {
        this.out = out;
        this.words = words;
    }

    /** Makes the call that the arguments say: its name, then what it is called with. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what the application prints is no result
        Child child = new Child(out, List.of(args));
        child.asker.listen();
        int exitCode;
        try {
            exitCode = child.call();
        } catch (Throwable e) {
            Failures failure = Failures.of(e);
            child.tell(Kind.FAILED, failure.exitCode(), failure.text(), Failures.trace(e));
            exitCode = failure.exitCode();
        }
        child.tell(Kind.DONE, exitCode);
        child.asker.allIsTold();
        System.exit(exitCode);
    }

    private int call() {
        FlamingockBuilder builder = configured();
        return switch (words.get(0)) {
            case "plan" -> plan(builder.build());
            case "run" -> run(builder.listener(new Progress(this::tell)));
            case "undo" -> undo(builder.listener(new Progress(this::tell)).build());
            case "accept" -> {
                builder.build().accept(words.get(1), Long.parseLong(words.get(2)), words.get(3), words.get(4));
                yield 0;
            }
            case "resolve" -> {
                Resolution found = Resolution.valueOf(words.get(3));
                builder.build().resolve(words.get(1), Long.parseLong(words.get(2)), found, words.get(4), words.get(5));
                yield 0;
            }
            case "undone-by-hand" -> {
                builder.build().undoneByHand(words.get(1), Long.parseLong(words.get(2)), words.get(3), words.get(4));
                yield 0;
            }
            case "baseline" -> {
                builder.build().baseline(words.get(1), words.get(2), words.get(3));
                yield 0;
            }
            default -> throw new IllegalArgumentException(words.get(0));
        };
    }

    private static FlamingockBuilder configured() {
        try {
            return setup().configure(System.getenv());
        } catch (Failures.NoSetup e) {
            throw e;
        } catch (Throwable e) { // an Error, too, is the setup's
            throw new Failures.NoSetup(e);
        }
    }

    private static FlamingockSetup setup() {
        Iterator<FlamingockSetup> found =
                ServiceLoader.load(FlamingockSetup.class).iterator();
        if (!found.hasNext()) {
            throw new Failures.NoSetup("the application has no FlamingockSetup: name its class in"
                    + " META-INF/services/io.flamingock.FlamingockSetup, and see that this file is in the jar");
        }
        List<FlamingockSetup> setups = new ArrayList<>();
        found.forEachRemaining(setups::add);
        if (setups.size() > 1) {
            throw new Failures.NoSetup("the application has several setups, and one is needed: "
                    + setups.stream().map(setup -> setup.getClass().getName()).toList());
        }
        return setups.get(0);
    }

    private int plan(Flamingock flamingock) {
        ExecutionPlan plan = flamingock.plan();
        tell(Kind.SERVICE, plan.service());
        plan.decisions().forEach(decision -> {
            Change change = decision.change();
            tell(
                    Kind.PLANNED,
                    decision.getClass().getSimpleName(),
                    change.id(),
                    change.stage(),
                    change.order(),
                    change.target(),
                    change.mode(),
                    decision.why());
        });
        plan.problems().forEach(problem -> tell(Kind.PROBLEM, problem.severity(), problem));
        plan.leftOut().forEach(left -> tell(Kind.LEFT_OUT, left.changeId(), left.reason()));
        if (!plan.problems(Problem.Severity.ERROR).isEmpty()) {
            return Failures.INVALID;
        }
        if (!plan.issues().isEmpty()) {
            return Failures.ISSUE;
        }
        return !plan.pending().isEmpty() && words.contains("fail-if-pending") ? Failures.PENDING : 0;
    }

    private int run(FlamingockBuilder builder) {
        told(builder.run());
        return 0;
    }

    private int undo(Flamingock flamingock) {
        String what = words.get(1);
        String which = words.get(2);
        ToBeUndone seen = switch (what) {
            case "to" -> flamingock.toBeUndoneTo(which);
            case "last" -> flamingock.toBeUndoneLast(Integer.parseInt(which));
            default -> flamingock.toBeUndone(which);
        };
        seen.changes()
                .forEach(change -> tell(
                        Kind.UNDOES,
                        change.id(),
                        change.order(),
                        change.target(),
                        Objects.requireNonNullElse(change.details().undoMode(), change.mode())));
        tell(Kind.ASKS);
        if (!seen.changes().isEmpty() && "yes".equals(asker.answer())) {
            told(flamingock.undo(seen, words.get(3), words.get(4)));
        }
        return 0;
    }

    private void told(RunReport report) {
        tell(Kind.SERVICE, report.service());
        tell(
                Kind.NOTE,
                report.counts() + " in " + report.duration().toMillis() + " ms"
                        + (report.note().isEmpty() ? "" : "; " + report.note())
                        + (report.head() == null ? "" : "; head of the log " + report.head()));
    }

    private void tell(Kind kind, Object... fields) {
        synchronized (out) {
            out.println(Message.of(kind, fields).line());
        }
    }
}
