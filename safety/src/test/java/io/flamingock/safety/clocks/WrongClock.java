package io.flamingock.safety.clocks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clock that is wrong.
 *
 * @param seconds by so much
 * @param ofProcess whether it is that of the whole process, where Debian's libfaketime is there; else it is injected
 */
record WrongClock(int seconds, boolean ofProcess) {

    private static final Optional<Path> LIBRARY = List.of("x86_64", "aarch64").stream()
            .map(machine -> Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketime.so.1"))
            .filter(Files::isReadable)
            .findFirst();

    /** Whether a process can have a clock of its own. */
    static boolean isFakeTimeThere() {
        return LIBRARY.isPresent();
    }

    Map<String, String> environment() {
        return LIBRARY.filter(library -> ofProcess)
                .map(library -> Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAKETIME", (seconds < 0 ? "" : "+") + seconds + "s",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0", // waits end too early otherwise
                        "FAKETIME_DISABLE_SHM", "1", // takes its time otherwise, as do files
                        "NO_FAKE_STAT", "1"))
                .orElse(Map.of());
    }

    /** What is to be injected. */
    int injected() {
        return environment().isEmpty() ? seconds : 0;
    }
}
