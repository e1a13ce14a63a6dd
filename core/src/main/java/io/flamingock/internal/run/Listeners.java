package io.flamingock.internal.run;

import io.flamingock.api.RunListener;
import io.flamingock.api.RunReport;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners; what one throws changes nothing. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RunListener> listeners;

    Listeners(List<RunListener> listeners) {
        this.listeners = listeners;
    }

    /** What every start comes to, with or without listeners. */
    void afterRun(RunReport report) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.afterRun(report));
        }
    }

    void tell(Consumer<RunListener> event) {
        for (RunListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) { // not all languages declare what they throw
                LOG.warn(
                        "[D18] listener(…): {} threw, which changes nothing",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
