package io.flamingock.examples.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TakingBackTest {

    @Test
    void undoes_one_change_the_last_ones_and_all_after_one_and_the_next_run_applies_them_again() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        TakingBack.run(new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8).replaceAll(" +", " "))
                .containsSubsequence(
                        "after the first run: hall kitchen bath attic\n",
                        "undo: one change, those after it stay: hall bath attic\n",
                        "undoLast(1): the last one: hall bath\n",
                        "undoTo: what comes after the hall, the last first: hall\n",
                        "run of 'house': 3 executed, 1 skipped",
                        "2 build-kitchen on 'house' (mode SHARED): executed",
                        "3 build-bath on 'house' (mode SHARED): executed",
                        "4 build-attic on 'house' (mode SHARED): executed",
                        "after the next run: hall kitchen bath attic\n",
                        "ROLLED_BACK build-kitchen (UNDO, attempt 2, SHARED), decided by ann: it is on the wrong side");
    }
}
