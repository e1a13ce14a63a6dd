package io.flamingock.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as its user starts it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class NestedJarIT {

    private static final String JAR = System.getProperty("packaged.jar");

    @TempDir
    Path folder;

    @Test
    void finds_the_changes_in_its_own_classes_and_in_a_jar_within_the_jar() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(Object::toString))
                    .contains("BOOT-INF/classes/io/flamingock/examples/spring/changes/_001__CreateTrips.class")
                    .anyMatch(entry -> entry.startsWith("BOOT-INF/lib/flamingock-example-countries"));
        }
        assertThat(start()).contains("create-countries", "name-countries", "create-trips", "trip 1: Volcanoes (IS)");
    }

    private String start() throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        JAR)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
