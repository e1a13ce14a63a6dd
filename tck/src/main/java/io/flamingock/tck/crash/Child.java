package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The program of another process: starts what it is told, on threads of their own, each of which stands still at its
 * point, heartbeat included. Then it either halts, and all of them die where they stand, or lets them go on.
 *
 * <p>Reads lines and answers each with one: {@code start SERVICE SCENARIO POINT FIRST|LATER} with {@code stands SERVICE
 * CALLS}, where the calls are those that were executed, or {@code ended SERVICE EXCEPTION}; {@code go} with {@code ended
 * …} for each that stood; {@code halt} with its exit status.
 */
public final class Child {

    static final int HALTED = 42;
    private static final int LIMIT_SECONDS = 30;
    private static final String BETWEEN_CALLS = "|";

    private final CrashSite site;
    private final Pace pace;
    private final List<One> standing = new ArrayList<>();

    private Child(CrashSite site, Pace pace) {
        this.site = site;
        this.pace = pace;
    }

    /** Arguments: the class of the {@link CrashSite.Opener}, the address, the length of leases in milliseconds. */
    public static void main(String[] args) throws Exception {
        CrashSite.Opener opener = Class.forName(args[0])
                .asSubclass(CrashSite.Opener.class)
                .getDeclaredConstructor()
                .newInstance();
        Pace pace = Pace.ofLease(Duration.ofMillis(Long.parseLong(args[2])));
        new Child(opener.open(args[1]), pace).serve();
    }

    /** One start of this process. */
    private final class One {
        private final String service;
        private final Pause pause = new Pause();
        private final Calls calls;
        private final Thread thread;
        private volatile boolean ended;
        private @Nullable Throwable thrown;

        One(String service, Scenario scenario, CrashPoint point, boolean first) {
            this.service = service;
            this.calls = Calls.with(point, Fault.pause(pause));
            Start start = first
                    ? Start.first(site, scenario, service, pace, calls)
                    : Start.later(site, scenario, service, pace, calls);
            this.thread = new Thread(() -> run(start), "start of " + service);
            thread.setDaemon(true);
            thread.start();
        }

        private void run(Start start) {
            try {
                start.act();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                ended = true;
                pause.giveUp();
            }
        }

        String awaitStanding() {
            if (!pause.awaitReached(LIMIT_SECONDS)) {
                return "hangs " + service + " " + calls.trace();
            }
            return ended ? "ended " + service + " " + oneLine(thrown) : "stands " + service + " " + names();
        }

        private String names() {
            return calls.executed().stream().map(Call::name).collect(Collectors.joining(BETWEEN_CALLS));
        }

        String awaitEnd() throws InterruptedException {
            thread.join(LIMIT_SECONDS * 1000L);
            return (thread.isAlive() ? "hangs " : "ended ") + service + " " + oneLine(thrown);
        }
    }

    private static String oneLine(@Nullable Throwable thrown) {
        return String.valueOf(thrown).replace('\n', ' ');
    }

    /** Reads what {@link One} has said of its calls. */
    static List<Call> calls(String names) {
        List<Call> calls = new ArrayList<>();
        for (String name : names.split("\\|", -1)) {
            if (!name.isEmpty()) {
                calls.add(new Call(calls.size() + 1, Calls.Party.STORE, name));
            }
        }
        return calls;
    }

    private void serve() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "start" -> {
                    One one = new One(
                            words[1], Scenario.parse(words[2]), CrashPoint.parse(words[3]), words[4].equals("FIRST"));
                    String answer = one.awaitStanding();
                    if (!one.ended) {
                        standing.add(one);
                    }
                    System.out.println(answer);
                }
                case "go" -> {
                    standing.forEach(one -> one.pause.end());
                    for (One one : standing) {
                        System.out.println(one.awaitEnd());
                    }
                    standing.clear();
                }
                case "halt" -> Runtime.getRuntime().halt(HALTED);
                default -> throw new IllegalArgumentException(line);
            }
        }
        Runtime.getRuntime().halt(0); // whoever started this is gone
    }
}
