package io.flamingock.sql.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A system without transactions, and its plain client: what is written cannot be taken back, only be followed by more. */
final class Ledger {

    private final Path file;

    Ledger(Path file) {
        this.file = file;
    }

    /** One thing that a change did. */
    record Line(String change, int attempt, String what) {}

    void write(String change, int attempt, String what) throws IOException {
        Files.writeString(file, change + " " + attempt + " " + what + "\n", UTF_8, CREATE, APPEND);
    }

    List<Line> lines() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(line -> line.split(" ", 3))
                        .map(words -> new Line(words[0], Integer.parseInt(words[1]), words[2]))
                        .toList()
                : List.of();
    }

    /** How often that change did that. */
    long count(String change, String what) throws IOException {
        return lines().stream()
                .filter(line -> line.change.equals(change) && line.what.equals(what))
                .count();
    }
}
