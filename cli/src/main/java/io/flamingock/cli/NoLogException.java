package io.flamingock.cli;

import java.util.List;

/** The store has no log of this service: most likely service or store is another one. */
final class NoLogException extends RuntimeException {

    private NoLogException(String message) {
        super(message);
    }

    /** For who has found nothing: that nothing is wrong can be said only of a log that is there. */
    static void throwIfThereIsNone(Session session) {
        if (session.flamingock().history().isEmpty()) {
            throw new NoLogException(text(session));
        }
    }

    static String text(Session session) {
        List<String> similar = session.flamingock().similarServices();
        return "the store has no log of service '" + session.address().service() + "': "
                + (similar.isEmpty()
                        ? "no run has written to it yet, or the service or the store is another one"
                        : "it has one of '" + String.join("', '", similar) + "'; say --service " + similar.get(0));
    }
}
