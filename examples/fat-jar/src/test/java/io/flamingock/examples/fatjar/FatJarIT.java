package io.flamingock.examples.fatjar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as its user starts it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class FatJarIT {

    @TempDir
    Path folder;

    @Test
    void finds_the_changes_of_the_application_and_of_the_library_inside() throws Exception {
        assertThat(start())
                .containsSubsequence(
                        "run of 'travel': 3 executed",
                        "stage countries: 2 executed",
                        "001 create-countries",
                        "002 name-countries",
                        "stage travel: 1 executed",
                        "001 create-trips");
        assertThat(start()).contains("(nothing to do)");
    }

    private String start() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("packaged.jar"),
                        folder.resolve("travel").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
