package io.flamingock.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.flamingock.LogLines;
import io.flamingock.api.InvalidChangesException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wrong input: what it says, word for word, that it changes nothing, and that the remedy is one. Where a text has
 * changed on purpose, read {@code target/bad-inputs.txt} and copy it to {@code src/test/resources}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class BadInputsTest {

    private final List<Input> inputs = inputs().toList();
    private final List<String> headings = inputs.stream().map(Input::toString).toList();
    private final Approved approved = new Approved();
    private Code code;

    BadInputsTest() throws IOException {}

    /** In the order of their numbers. */
    static Stream<Input> inputs() {
        return Stream.of(
                        IdInputs.rows(),
                        ClassInputs.rows(),
                        MethodInputs.rows(),
                        WiringInputs.rows(),
                        InjectionInputs.rows(),
                        TextInputs.rows(),
                        BuilderInputs.rows(),
                        HistoryInputs.rows(),
                        StoreInputs.rows(),
                        LeaseInputs.rows(),
                        RunInputs.rows(),
                        OperatorInputs.rows(),
                        FurtherClassInputs.rows(),
                        FurtherWiringInputs.rows())
                .flatMap(rows -> rows)
                .sorted(Comparator.comparingInt(Input::place).thenComparing(Input::number));
    }

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        code = new Code(folder, inputs.stream().flatMap(Input::snippets));
        for (Input input : inputs) {
            input.build().make(code.classes(input.wrong()));
        }
    }

    @AfterAll
    void write() throws IOException {
        code.close();
        approved.write(headings);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void it_is_answered_with_code_place_cause_and_remedy(Input input) throws Exception {
        World world = prepared(input);
        List<String> log = world.log();
        String lease = world.lease();
        Said said = said(world, input.wrong());

        assertThat(said.text())
                .contains("[" + input.says().code() + "]")
                .contains(
                        input.says().place(), input.says().cause(), input.says().remedy());
        if (input.problems() > 0) {
            assertThat(world.lease()).isEqualTo(lease);
            assertThat(said.thrown())
                    .isInstanceOfSatisfying(
                            InvalidChangesException.class,
                            invalid -> assertThat(invalid.problems()).hasSize(input.problems()));
        }
        if (input.problems() != Input.RUNS) {
            assertThat(world.log()).isEqualTo(log);
        }
        assertThat(approved.receive(input.toString(), said.text())).isEqualTo(approved.of(input.toString()));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void its_remedy_is_one(Input input) throws Exception {
        for (Snippet mended : input.mended()) {
            World world = prepared(input);
            assertThat(said(world, mended).text()).as("%s", mended.text()).isEmpty();
        }
        for (String command :
                RemedyCode.commands(said(prepared(input), input.wrong()).text())) {
            World world = prepared(input);
            Said unused = said(world, input.wrong());
            code.command(RemedyCode.completed(command)).call(world.flamingock());
            assertThat(said(world, input.next()).text()).as("%s", command).isEmpty();
        }
        World world = prepared(input);
        String text = said(world, input.wrong()).text();
        String code = input.mended().stream().map(Snippet::text).collect(Collectors.joining("\n"));
        assertThat(RemedyCode.fragments(text)).allMatch(fragment -> RemedyCode.isIn(code, fragment));
    }

    @Test
    void nothing_is_approved_that_is_never_said() {
        assertThat(headings).doesNotHaveDuplicates().isEqualTo(approved.headings());
    }

    private World prepared(Input input) throws Exception {
        World world = new World(code);
        for (Input.Scene scene : input.before()) {
            scene.play(world);
        }
        return world;
    }

    /** What somebody reads who starts the application: what is thrown, and warnings. */
    private record Said(@Nullable Throwable thrown, String text) {}

    private static Said said(World world, Snippet snippet) {
        try (LogLines lines = new LogLines()) {
            @Nullable Throwable thrown = catchThrowable(() -> world.play(snippet));
            List<String> said = new ArrayList<>();
            lines.of(Level.INFO).stream()
                    .filter(line -> line.startsWith("["))
                    .forEach(line -> said.add("INFO " + line));
            lines.of(Level.WARN).forEach(line -> said.add("WARN " + line));
            if (thrown != null) {
                said.add(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
            }
            return new Said(thrown, String.join("\n", said));
        }
    }
}
