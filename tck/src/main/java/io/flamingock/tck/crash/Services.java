package io.flamingock.tck.crash;

import java.util.concurrent.atomic.AtomicInteger;

/** Names of services, each used once; a later one sorts after an earlier one. */
final class Services {

    private static final AtomicInteger LAST = new AtomicInteger(100_000);

    private Services() {}

    static String next() {
        return "s" + ProcessHandle.current().pid() + "-" + LAST.incrementAndGet();
    }
}
