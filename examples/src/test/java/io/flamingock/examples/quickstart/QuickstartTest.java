package io.flamingock.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class QuickstartTest {

    @TempDir
    Path folder;

    @Test
    void runs_everything_once_and_has_nothing_to_do_then() throws IOException {
        assertThat(call(0))
                .contains(
                        "5 changes, 5 pending", "run of 'shop': 5 executed", "0020 load-catalogue on 'shop-database'");
        assertThat(call(0)).contains("5 changes, nothing pending", "5 skipped", "(nothing to do)");
    }

    /** Of its database in a file first of all: without WRITE_DELAY=0 there is a warning. */
    @Test
    void runs_without_a_warning() throws IOException {
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.flamingock");
        logger.addAppender(seen);
        try {
            call(0);
        } finally {
            logger.detachAppender(seen);
        }
        assertThat(seen.list).isNotEmpty().allMatch(event -> event.getLevel() == Level.INFO);
    }

    @Test
    void tells_the_whole_story_of_a_failure() throws IOException {
        String failed = call(3, "run", "--fail");
        assertThat(failed)
                .contains(
                        "change 'announce-catalogue'",
                        "the post office answers 500: out of order",
                        "it is now FAILED",
                        "run of 'shop': 4 executed, 1 failed",
                        "-Dexec.args=\"resolve announce-catalogue 10 executed 'it is in the order book'\"")
                .contains(readmesMessage());
        assertThat(call(3)).contains("nothing was run: 1 change has an outcome that a human must decide about");
        assertThat(call(0, "issues"))
                .contains("1 to be decided", "    /mailings/new-catalogue ")
                .contains("flamingock.resolve(\"announce-catalogue\", 10, Resolution.EXECUTED");

        assertThat(call(0, "resolve", "announce-catalogue", "10", "executed", "it is in the order book"))
                .contains("MARKED_EXECUTED");

        assertThat(call(0, "issues")).contains("nothing is to be decided");
        assertThat(call(0)).contains("(nothing to do)");
        assertThat(call(0, "verify")).contains("all 12 entries are as they were written");
        assertThat(call(0, "undo", "subscribe-to-deliveries", "the partner asks for it"))
                .contains("1 undone", "pending again");
        assertThat(orders()).noneMatch(order -> order.startsWith("/subscriptions"));
        assertThat(call(0, "plan")).contains("5 changes, 1 pending");
        assertThat(call(0)).contains("run of 'shop': 1 executed, 4 skipped");
        assertThat(orders()).hasSize(2);
        assertThat(call(0, "history"))
                .contains(
                        "decided by reader: it is in the order book",
                        "subscribe-to-deliveries (UNDO, attempt 2, NONE), decided by reader: the partner asks for it");
    }

    @Test
    void an_order_that_was_not_taken_is_sent_again_under_a_new_key() throws IOException {
        call(3, "run", "--fail");
        Files.write(
                folder.resolve("data/post-office.txt"),
                orders().stream().filter(o -> !o.startsWith("/mailings")).toList());

        call(0, "resolve", "announce-catalogue", "10", "rolled-back", "it is not in the order book");

        assertThat(call(0)).contains("1 executed, 4 skipped");
        assertThat(orders()).hasSize(2);
    }

    @Test
    void explains_its_arguments_and_refuses_what_the_log_does_not_allow() throws IOException {
        assertThat(call(1, "resolve", "announce-catalogue")).contains("not understood", Commands.HELP);
        assertThat(call(3, "resolve", "announce-catalogue", "1", "executed", "for fun"))
                .contains("the log has no entry about a change 'announce-catalogue'");
        assertThat(call(0, "reset")).contains("removed");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private List<String> orders() throws IOException {
        return Files.readAllLines(folder.resolve("data/post-office.txt"));
    }

    /** The message that the README shows. */
    private static List<String> readmesMessage() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String message = readme.substring(readme.indexOf("```text\n") + 8);
        return message.substring(0, message.indexOf("```"))
                .lines()
                .map(String::strip)
                .toList();
    }

    private String call(int exitCode, String... arguments) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        assertThat(new Quickstart(folder.resolve("data"), out).call(arguments))
                .as(() -> text.toString(StandardCharsets.UTF_8))
                .isEqualTo(exitCode);
        return text.toString(StandardCharsets.UTF_8);
    }
}
