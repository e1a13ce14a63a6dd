package io.flamingock.tck.crash;

import java.util.concurrent.atomic.AtomicInteger;

/** Names of services, each used once. */
final class Services {

    private static final AtomicInteger LAST = new AtomicInteger();

    private Services() {}

    static String next() {
        return "s" + ProcessHandle.current().pid() + "-" + LAST.incrementAndGet();
    }
}
