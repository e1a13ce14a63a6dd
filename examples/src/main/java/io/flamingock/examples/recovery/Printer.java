package io.flamingock.examples.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The client of a printer.
 *
 * @param tray where the printed letters are
 * @param deadly the change in which the process is killed, after the printing and before anybody is told
 */
record Printer(Path tray, String deadly) {

    void print(String letters) throws IOException {
        Files.write(
                tray.resolve(letters),
                "a letter\n".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (deadly.equals("print-" + letters)) {
            Runtime.getRuntime().halt(9);
        }
    }

    boolean has(String letters) {
        return Files.exists(tray.resolve(letters));
    }
}
