package io.flamingock.safety.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Joins what the crash tests of all modules have written, which run before this one, into one table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashPointsTest {

    private static final List<String> MODULES = List.of("tck", "driver-sql", "driver-mongodb");
    private static final List<String> DATABASES =
            List.of("memory", "PostgreSQL", "H2", "MariaDB", "MySQL", "HSQLDB", "SQLite", "Derby", "MongoDB");
    private static final boolean IS_REQUIRED = "required".equals(System.getenv("FLAMINGOCK_TEST_SERVERS"));

    @Test
    void no_crash_has_lost_or_doubled_anything_on_any_database() {
        List<Points> points = points();
        List<String> missing = DATABASES.stream()
                .filter(database -> points.stream()
                        .noneMatch(p -> p.points() > 0 && p.where().contains(database)))
                .toList();
        assumeTrue(IS_REQUIRED || missing.isEmpty(), () -> "no crash points of " + missing + ": run their tests first");

        System.out.println(PointsTable.of(points));

        assertThat(missing).as("databases without crash points").isEmpty();
        assertThat(points).as("crash points").allMatch(p -> p.failures() == 0);
    }

    private static List<Points> points() {
        List<Points> points = new ArrayList<>();
        for (String module : MODULES) {
            Path target = Path.of("..", module, "target");
            try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
                FileTime compiled = newest(target.resolve("classes"));
                for (Path file : files.filter(CrashPointsTest::isTable).sorted().toList()) {
                    if (Files.getLastModifiedTime(file).compareTo(compiled) < 0) {
                        continue; // of an earlier version of what it tests
                    }
                    Files.readAllLines(file).stream().skip(1).map(Points::parse).forEach(points::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return points;
    }

    private static FileTime newest(Path folder) throws IOException {
        try (Stream<Path> classes = Files.walk(folder)) {
            FileTime newest = FileTime.fromMillis(0);
            for (Path file : classes.filter(Files::isRegularFile).toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
            return newest;
        }
    }

    private static boolean isTable(Path file) {
        return file.getFileName().toString().matches("crash-points-.*\\.csv");
    }
}
