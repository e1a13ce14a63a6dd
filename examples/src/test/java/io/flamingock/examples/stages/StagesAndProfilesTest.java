package io.flamingock.examples.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StagesAndProfilesTest {

    @Test
    void runs_the_stages_in_order_and_leaves_out_what_the_profiles_do_not_select() {
        assertThat(output("prod"))
                .containsSubsequence(
                        "3 changes, 3 pending",
                        "stage platform",
                        "1 topics on 'broker' (mode NONE)",
                        "2 tables on 'orders-database' (mode NONE)",
                        "stage data",
                        "1 first-order on 'orders-database' (mode MARKED)",
                        "left out sample-orders",
                        "stage platform: 2 executed",
                        "stage data: 1 executed");
    }

    @Test
    void runs_the_change_for_demonstrations_in_that_profile() {
        assertThat(output("demo")).contains("run of 'orders': 4 executed").doesNotContain("left out");
    }

    private static String output(String... profiles) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        StagesAndProfiles.run(new PrintStream(text, true, StandardCharsets.UTF_8), profiles);
        return text.toString(StandardCharsets.UTF_8);
    }
}
