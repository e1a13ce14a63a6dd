package io.flamingock.examples.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class CutOffTest {

    @TempDir
    Path folder;

    @Test
    void the_next_start_repeats_the_one_and_asks_about_the_other() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        new CutOff(folder, new PrintStream(text, true, StandardCharsets.UTF_8)).tell();

        assertThat(text.toString(StandardCharsets.UTF_8).replaceAll(" +", " "))
                .containsSubsequence(
                        "a start that dies in print-labels (exit code 9):",
                        "a start that dies in print-invoices (exit code 9):",
                        "nothing was run: 1 change has an outcome that a human must decide about",
                        "change 'print-invoices' (attempt 1, NONE, entry 5) is STARTED",
                        "flamingock.resolve(\"print-invoices\", 5, Resolution.EXECUTED",
                        "run of 'mail-room': 1 executed, 2 skipped",
                        "STARTED print-labels (APPLY, attempt 1, NONE)",
                        "STARTED print-labels (APPLY, attempt 2, NONE)",
                        "EXECUTED print-labels (APPLY, attempt 2, NONE)",
                        "STARTED print-invoices (APPLY, attempt 1, NONE)",
                        "MARKED_EXECUTED print-invoices",
                        "EXECUTED print-thanks (APPLY, attempt 1, NONE)");
        assertThat(folder.resolve("labels")).hasContent("a letter\na letter\n");
        assertThat(folder.resolve("invoices")).hasContent("a letter\n");
        assertThat(folder.resolve("thanks")).hasContent("a letter\n");
    }
}
