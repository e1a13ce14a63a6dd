package io.flamingock.internal.run;

import io.flamingock.audit.Runner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known about the process that this is. */
public final class ThisProcess {

    private ThisProcess() {}

    public static Runner runner(String application, String version) {
        return new Runner(
                application, version, host(), ProcessHandle.current().pid(), System.getProperty("user.name", ""));
    }

    /** The context class loader of the calling thread, or else ours. */
    public static ClassLoader classLoader() {
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Objects.requireNonNull(ThisProcess.class.getClassLoader());
    }

    private static String host() {
        @Nullable String name = System.getenv("HOSTNAME");
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
