package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunListener;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * What somebody finds in the log of an application who has never seen the library, word for word. Where a text has changed
 * on purpose, read {@code target/log-of-*.txt} and copy it to {@code src/test/resources}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class TranscriptTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();

    @Test
    void a_good_run_of_five_changes_and_the_next_start() throws IOException {
        String said = said(() -> {
            shop(store, false).run();
            shop(store, false).run();
        });

        assertThat(received("log-of-a-good-run.txt", said)).isEqualTo(approved("log-of-a-good-run.txt"));
    }

    @Test
    void an_instance_that_waits_for_another() throws IOException {
        Runner other = new Runner("shop", "1.3", "node-7", 4711, "shop");
        Lease.Attempt.Acquired held = (Lease.Attempt.Acquired)
                store.tryAcquire("shop", new Holder("somebody", other), Duration.ofSeconds(20));
        held.lease().renew("load-products");
        AtomicInteger polls = new AtomicInteger();
        RunListener patient = new RunListener() {
            @Override
            public void whileWaiting(String holder, Duration waitedSoFar) {
                if (polls.incrementAndGet() == 2) {
                    held.lease().release();
                }
            }
        };

        String said = said(() -> shop(store, false).listener(patient).run());

        assertThat(polls).hasValueGreaterThanOrEqualTo(2);
        assertThat(received("log-of-a-waiting-run.txt", said)).isEqualTo(approved("log-of-a-waiting-run.txt"));
    }

    @Test
    void a_run_that_fails_and_the_start_after_it() throws IOException {
        String said = said(() -> {
            say(catchThrowable(() -> shop(store, true).run()));
            say(catchThrowable(() -> shop(store, false).run()));
        });

        assertThat(received("log-of-a-failed-run.txt", said)).isEqualTo(approved("log-of-a-failed-run.txt"));
    }

    private static FlamingockBuilder shop(AuditStore on, boolean isOutOfOrder) {
        return Flamingock.builder()
                .service("shop")
                .application("shop", "1.4")
                .auditStore(on)
                .targetSystems(
                        InMemoryTargetSystem.on("shop-database", (InMemoryAuditStore) on),
                        InMemoryTargetSystem.of("stock-database"),
                        NonTransactionalTargetSystem.of("post-office"))
                .change("create-tables", c -> writes(c, "1", "shop-database"))
                .change("load-products", c -> writes(c, "2", "shop-database"))
                .change("count-stock", c -> writes(c, "3", "stock-database"))
                .change(
                        "subscribe-to-deliveries",
                        c -> c.order("4")
                                .target("post-office")
                                .execute(ChangeContext.class, context -> call(isOutOfOrder)))
                .change(
                        "set-retention",
                        c -> c.order("5")
                                .target("post-office")
                                .recovery(RecoveryStrategy.ALWAYS_RETRY)
                                .execute(ChangeContext.class, context -> {})
                                .rollback(ChangeContext.class, context -> {}));
    }

    private static void writes(ChangeDefinition change, String order, String target) {
        change.order(order)
                .target(target)
                .execute(InMemoryRecords.class, records -> records.put(order, "there"))
                .rollback(InMemoryRecords.class, records -> records.remove(order));
    }

    private static void call(boolean isOutOfOrder) throws IOException {
        if (isOutOfOrder) {
            throw new IOException("the post office answers 500: out of order");
        }
    }

    /** As an application logs it that ends by it. */
    private static void say(Throwable thrown) {
        assertThat(thrown).isInstanceOf(RunFailedException.class);
        LoggerFactory.getLogger("io.flamingock.application")
                .error("the application does not start: {}", thrown.toString());
    }

    private static String said(Runnable what) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.flamingock");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        try {
            what.run();
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(before);
        }
        List<String> lines = new ArrayList<>();
        appender.list.forEach(event -> lines.add("%-5s %s".formatted(event.getLevel(), event.getFormattedMessage())));
        return String.join("\n", lines) + "\n";
    }

    /** Without what is different each time; kept for somebody to read. */
    private static String received(String name, String said) throws IOException {
        String text = said.replaceAll("\\d+ ms", "<n> ms")
                .replaceAll("\\d+ s (ago|of at most)", "<n> s $1")
                .replaceAll("\\b[0-9a-f]{64}\\b", "<hash>")
                .replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<uuid>")
                .replaceAll("\\b[0-9a-f]{32}\\b", "<key>");
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", name), text);
        return text;
    }

    private static String approved(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources", name));
    }
}
