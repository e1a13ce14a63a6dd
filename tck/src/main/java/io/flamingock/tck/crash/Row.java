package io.flamingock.tck.crash;

import io.flamingock.api.Mode;
import io.flamingock.api.State;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Scenario.Course;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which row of protocol §6 a point belongs to. */
final class Row {

    /** Before the lease was acquired: nothing was done yet. */
    static final String NOTHING = "0";

    /** In the order in which they are printed. */
    static final List<String> ALL = List.of(
            NOTHING, "1", "2", "3", "4", "5", "5b", "6", "6b", "6c", "7", "8", "9", "10", "11", "12", "13", "14", "15");

    private static final Set<Mode> ANY = EnumSet.allOf(Mode.class);
    private static final Map<String, Set<Mode>> MODES = Map.of(
            "4", EnumSet.of(Mode.MARKED, Mode.NONE),
            "5", EnumSet.of(Mode.SHARED),
            "5b", EnumSet.of(Mode.SHARED, Mode.MARKED),
            "6", EnumSet.of(Mode.MARKED),
            "6b", EnumSet.of(Mode.MARKED),
            "6c", EnumSet.of(Mode.MARKED),
            "9", EnumSet.of(Mode.MARKED, Mode.NONE),
            "10", EnumSet.of(Mode.NONE));

    private Row() {}

    /** The modes that a row is about. */
    static Set<Mode> modes(String row) {
        return MODES.getOrDefault(row, ANY);
    }

    /** The row of a process that has died after these calls. */
    static String of(Scenario scenario, List<Call> executed, LogSays log, Oracle oracle) {
        if (!has(executed, "tryAcquire")) {
            return NOTHING;
        }
        if (scenario.course().undoes()) {
            return "15";
        }
        if (isInTransactionOf(scenario, executed, log)) {
            return "5";
        }
        @Nullable String change = log.current().orElse(null);
        @Nullable State state = change == null ? null : log.state(change);
        if (change == null || state == null) {
            return "1";
        }
        if (state.isExecuted()) {
            return scenario.isLast(change) ? "11" : "1";
        }
        if (state != State.STARTED) {
            return "10";
        }
        return ofStarted(scenario, change, executed, oracle);
    }

    private static String ofStarted(Scenario scenario, String change, List<Call> executed, Oracle oracle) {
        boolean there = oracle.there(change) > 0;
        if (has(executed, "settle " + change)) {
            return "6c";
        }
        boolean threw = scenario.course() == Course.THROWS
                || scenario.course() == Course.ROLLS_BACK
                || scenario.course() == Course.ROLLBACK_THROWS;
        if (threw && scenario.isLast(change) && has(executed, "body of " + change + " ends")) {
            return "9";
        }
        return !there ? "4" : scenario.mode(change) == Mode.MARKED && scenario.isTransactional(change) ? "6" : "7";
    }

    /** Whether after these calls a transaction is open. */
    static boolean isInTransaction(List<Call> executed) {
        String text = names(executed);
        int begin = text.lastIndexOf("\nbegin\n");
        int end = Math.max(text.lastIndexOf("\ncommit\n"), text.lastIndexOf("\nclose\n"));
        return begin >= 0 && end < begin;
    }

    /** Between begin and commit of mode SHARED, as long as nothing of it is there. */
    private static boolean isInTransactionOf(Scenario scenario, List<Call> executed, LogSays log) {
        if (!isInTransaction(executed)) {
            return false;
        }
        long begun =
                executed.stream().filter(call -> call.name().equals("begin")).count();
        List<String> transactional = scenario.changes().stream()
                .filter(change -> scenario.mode(change) != Mode.NONE)
                .toList();
        String change = transactional.get((int) Math.min(begun, transactional.size()) - 1);
        return scenario.mode(change) == Mode.SHARED && log.state(change) == null;
    }

    /** The row of a call that is not answered, though its process lives. */
    static String ofLostAnswer(Call call, boolean fromNowOn, boolean bodyHasEnded) {
        if (fromNowOn && bodyHasEnded) {
            return "8";
        }
        return call.name().equals("tryAcquire") ? "2" : call.name().equals("commit") ? "5b" : "3";
    }

    /** The row of a process that stood still after these calls, while others took its lease over. */
    static String ofPause(Scenario scenario, List<Call> executed, LogSays log, Oracle oracle) {
        String row = of(scenario, executed, log, oracle);
        return switch (row) {
            case "1" -> "12";
            case "4" -> log.current().map(scenario::mode).orElse(Mode.NONE) == Mode.MARKED ? "6b" : "13";
            case "7", "9", "10" -> "13";
            default -> row;
        };
    }

    static boolean has(List<Call> calls, String name) {
        return calls.stream().anyMatch(call -> call.name().equals(name));
    }

    private static String names(List<Call> calls) {
        StringBuilder text = new StringBuilder("\n");
        calls.forEach(call -> text.append(call.name()).append("\n"));
        return text.toString();
    }
}
