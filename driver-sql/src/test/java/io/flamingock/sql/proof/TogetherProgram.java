package io.flamingock.sql.proof;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.RunListener;
import io.flamingock.api.RunReport;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * One instance of an application, which starts when it is told. It reads the URL of a database with tables {@code effect}
 * and {@code gate}, the version of the application, and whether change 1 lasts until another instance waits for it; says
 * {@code READY}; and starts at the next line.
 */
final class TogetherProgram {

    private static final long LIMIT_NANOS = 20_000_000_000L;

    private TogetherProgram() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 3);
            DataSource dataSource = SqlServers.postgres(words[0]);
            AtomicInteger polls = new AtomicInteger();
            Flamingock instance = application(dataSource, words[1], Boolean.parseBoolean(words[2]), polls)
                    .build();
            say("READY");
            in.readLine();
            try {
                RunReport report = instance.run();
                String did =
                        report.isNothingToDo() ? "nothing" : report.counts().executed() + " executed";
                say("RESULT " + did + (polls.get() > 0 ? " after waiting" : ""));
            } catch (RuntimeException e) {
                say("RESULT thrown " + e.toString().replace('\n', ' '));
            }
        }
    }

    private static FlamingockBuilder application(
            DataSource dataSource, String version, boolean untilOtherWaits, AtomicInteger polls) {
        FlamingockBuilder builder = Flamingock.builder()
                .service("shop")
                .application("shop", version)
                .auditStore(SqlAuditStore.of(dataSource))
                .targetSystems(SqlTargetSystem.of("database", dataSource))
                .waitForLease(Duration.ofSeconds(30))
                .listener(new RunListener() {
                    @Override
                    public void whileWaiting(String holder, Duration waitedSoFar) {
                        if (polls.incrementAndGet() == 1) {
                            SqlServers.execute(dataSource, "INSERT INTO gate VALUES (1)");
                        }
                    }
                })
                .change(
                        "1",
                        change -> change.order("1").execute(Connection.class, connection -> {
                            effect("1", connection);
                            if (untilOtherWaits) {
                                awaitOther(dataSource);
                            }
                        }));
        if (version.equals("2")) {
            builder.change(
                    "2",
                    change -> change.order("2")
                            .transactional(false)
                            .execute(Connection.class, connection -> effect("2", connection)));
        }
        return builder;
    }

    private static void effect(String change, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO effect VALUES ('" + change + "')");
        }
    }

    private static void awaitOther(DataSource dataSource) {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while ("0".equals(SqlServers.query(dataSource, "SELECT count(*) FROM gate")) && System.nanoTime() < limit) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
