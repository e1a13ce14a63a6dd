package io.flamingock.examples.fatjar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as its user starts it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
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
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        System.getProperty("packaged.jar"),
                        folder.resolve("travel").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
