package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Mode;
import io.flamingock.api.TargetSystem;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody meets who follows a call through the house: few frames in few files, and nobody is left behind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseTest {

    private static final int MOST_FRAMES = 8;
    private static final int MOST_FILES = 6;
    private static final int MOST_LINES = 250;

    /** What the last body saw: static, because what is injected decides the mode, and a capture would not be a class. */
    private static List<StackFrame> frames = List.of();

    private static Thread thread = new Thread();

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final FlamingockBuilder builder = Flamingock.builder()
            .service("house")
            .auditStore(store)
            .dependency(new Client())
            .targetSystems(
                    InMemoryTargetSystem.on("shared", store),
                    InMemoryTargetSystem.of("marked"),
                    NonTransactionalTargetSystem.of("plain"));

    /** Could write anywhere. */
    static final class Client {}

    private static void look() {
        thread = Thread.currentThread();
        frames = StackWalker.getInstance(Set.of(Option.SHOW_HIDDEN_FRAMES, Option.RETAIN_CLASS_REFERENCE))
                .walk(stack -> stack.filter(HouseTest::isOurs).toList());
    }

    private static boolean isOurs(StackFrame frame) {
        return frame.getClassName().startsWith("io.flamingock.")
                && !frame.getClassName().startsWith(HouseTest.class.getName());
    }

    @AfterEach
    void forget() {
        frames = List.of();
        thread = new Thread();
    }

    @ChangeUnit(id = "shared-class", order = "1")
    @TargetSystem("shared")
    static class SharedChange {
        @Execution
        void execute(InMemoryRecords records) {
            look();
        }
    }

    @ChangeUnit(id = "marked-class", order = "1")
    @TargetSystem("marked")
    static class MarkedChange {
        @Execution
        void execute(InMemoryRecords records) {
            look();
        }
    }

    @ChangeUnit(id = "plain-class", order = "1")
    @TargetSystem("plain")
    static class PlainChange {
        @Execution
        void execute() {
            look();
        }
    }

    /** Its bound part commits or rolls back as one, but its outcome is recorded as that of a change outside. */
    @ChangeUnit(id = "mixed-class", order = "1")
    @TargetSystem("marked")
    static class MixedChange {
        @Execution
        void execute(InMemoryRecords records, Client client) {
            look();
        }
    }

    @ParameterizedTest
    @MethodSource
    void from_run_to_the_body_it_is_eight_frames_in_six_files_at_most(
            Mode mode, String form, UnaryOperator<FlamingockBuilder> change) {
        Flamingock flamingock = change.apply(builder).build();

        assertThat(flamingock.run().outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.describe()).startsWith("executed");
            assertThat(outcome.change().mode()).isEqualTo(mode);
        });

        assertThat(frames).as("frames of ours").isNotEmpty().hasSizeLessThanOrEqualTo(MOST_FRAMES);
        assertThat(frames.stream().map(HouseTest::file).distinct()).hasSizeLessThanOrEqualTo(MOST_FILES);
        assertThat(frames.get(frames.size() - 1))
                .hasToString("io.flamingock.Flamingock.run(Flamingock.java:"
                        + frames.get(frames.size() - 1).getLineNumber() + ")");
    }

    static Stream<Arguments> from_run_to_the_body_it_is_eight_frames_in_six_files_at_most() {
        return Stream.of(
                how(Mode.SHARED, "a class", b -> b.changes(SharedChange.class)),
                how(Mode.SHARED, "an instance", b -> b.changes(new SharedChange())),
                how(Mode.SHARED, "a lambda", b -> lambda(b, "shared", HouseTest::bound)),
                how(Mode.MARKED, "a class", b -> b.changes(MarkedChange.class)),
                how(Mode.MARKED, "an instance", b -> b.changes(new MarkedChange())),
                how(Mode.MARKED, "a lambda", b -> lambda(b, "marked", HouseTest::bound)),
                how(Mode.NONE, "a class", b -> b.changes(PlainChange.class)),
                how(Mode.NONE, "an instance", b -> b.changes(new PlainChange())),
                how(Mode.NONE, "a lambda", b -> lambda(b, "plain", c -> c.execute(HouseTest::look))),
                how(Mode.NONE, "a class with a bound part", b -> b.changes(MixedChange.class)),
                how(Mode.NONE, "a lambda with a bound part", b -> lambda(b, "marked", HouseTest::mixed)));
    }

    private static Arguments how(Mode mode, String form, UnaryOperator<FlamingockBuilder> change) {
        return Arguments.of(mode, form, change);
    }

    private static FlamingockBuilder lambda(FlamingockBuilder builder, String target, Consumer<ChangeDefinition> body) {
        return builder.change("lambda", change -> body.accept(change.order("1").target(target)));
    }

    private static void bound(ChangeDefinition change) {
        change.execute(InMemoryRecords.class, records -> look());
    }

    private static void mixed(ChangeDefinition change) {
        change.execute(InMemoryRecords.class, Client.class, (records, client) -> look());
    }

    private static String file(StackFrame frame) {
        return frame.getClassName().replaceFirst("\\$.*", "");
    }

    @Test
    void the_body_runs_on_the_thread_that_called_run() {
        builder.changes(SharedChange.class).run();

        assertThat(thread).isSameAs(Thread.currentThread());
    }

    @Test
    void no_thread_of_ours_is_alive_when_run_has_returned() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        builder.changes(SharedChange.class)
                .change("heartbeat", c -> c.order("2").target("plain").execute(HouseTest::assertThatAHeartBeats))
                .run();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(found -> !before.contains(found))
                .filteredOn(found -> found.getName().startsWith("flamingock"))
                .isEmpty();
    }

    private static void assertThatAHeartBeats() {
        assertThat(Thread.getAllStackTraces().keySet())
                .anyMatch(t -> t.getName().equals("flamingock-heartbeat"));
    }

    @Test
    void an_interrupt_during_a_body_is_still_there_when_run_is_over() {
        builder.change(
                "one",
                c -> c.order("1")
                        .target("plain")
                        .execute(() -> Thread.currentThread().interrupt()));

        assertThat(builder.run().counts().executed()).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void every_file_is_short_enough_to_be_read() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(linesToFollow(file))
                            .as("lines of %s", file)
                            .isLessThanOrEqualTo(MOST_LINES));
        }
    }

    /** Without Javadoc: what the compiler demands of that is no reason to tear a builder in two. */
    private static long linesToFollow(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("(?ms)^ *+/\\*\\*.*?\\*/\\R", "")
                .lines()
                .count();
    }
}
