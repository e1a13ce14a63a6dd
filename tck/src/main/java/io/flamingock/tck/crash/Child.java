package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The program of another process: starts what it is told, on threads of their own, each of which stands still at its
 * point, heartbeat included. Then it either halts, and all of them die where they stand, or lets them go on.
 *
 * <p>Reads lines and answers each with one, in any order: {@code start SERVICE SCENARIO POINT FIRST|LATER} with {@code stands SERVICE
 * CALLS}, where the calls are those that were executed, or {@code ended SERVICE EXCEPTION}; {@code go} with {@code ended
 * …} for each; {@code halt} with its exit status.
 */
public final class Child {

    static final int HALTED = 42;
    private static final int LIMIT_SECONDS = 30;
    private static final int STARTING_AT_ONCE = 8;
    private static final String BETWEEN_CALLS = "|";

    private final CrashSite site;
    private final Pace pace;
    private final Semaphore starting = new Semaphore(STARTING_AT_ONCE);
    private final List<One> all = new ArrayList<>();

    private Child(CrashSite site, Pace pace) {
        this.site = site;
        this.pace = pace;
    }

    /**
     * What another process runs.
     *
     * @param args the class of the {@link CrashSite.Opener}, the address, the length of leases in milliseconds
     * @throws Exception the site cannot be opened
     */
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
        private final Pause pause = new Pause(this::stands);
        private final Calls calls;
        private final Thread thread;
        private volatile boolean stood;
        private @Nullable Throwable thrown;

        One(String service, Scenario scenario, CrashPoint point, boolean first) {
            this.service = service;
            this.calls = Calls.with(point, Fault.pause(pause));
            CrashSite mine = site.of(service);
            Start start = first
                    ? Start.first(mine, scenario, service, pace, calls)
                    : Start.later(mine, scenario, service, pace, calls);
            this.thread = new Thread(() -> run(start), "start of " + service);
            thread.setDaemon(true);
        }

        private void run(Start start) {
            try {
                start.act();
            } catch (Throwable e) {
                thrown = e;
            }
            if (!stood) {
                answer("ended " + service + " " + oneLine(thrown));
            }
        }

        private void stands() {
            stood = true;
            List<String> names = calls.executed().stream().map(Call::name).toList();
            answer("stands " + service + " " + String.join(BETWEEN_CALLS, names));
        }

        private void answer(String line) {
            System.out.println(line);
            starting.release();
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
                    starting.acquire();
                    One one = new One(
                            words[1], Scenario.parse(words[2]), CrashPoint.parse(words[3]), words[4].equals("FIRST"));
                    all.add(one);
                    one.thread.start();
                }
                case "go" -> {
                    all.forEach(one -> one.pause.end());
                    for (One one : all) {
                        System.out.println(one.awaitEnd());
                    }
                    all.clear();
                }
                case "halt" -> Runtime.getRuntime().halt(HALTED);
                default -> throw new IllegalArgumentException(line);
            }
        }
        Runtime.getRuntime().halt(0); // whoever started this is gone
    }
}
