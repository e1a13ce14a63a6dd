package io.flamingock.tck.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database of the model: what is committed, and the one session that may write. */
final class Base {

    /** Which place of an attempt a marker takes. */
    enum Place {
        BEGIN,
        END
    }

    record MarkKey(String change, int attempt, Place place) {}

    /** The hash of the {@code STARTED} it belongs to; closed: by somebody who settled. */
    record Mark(String started, boolean closed) {}

    private Session writer;
    private Chronicle log = new Chronicle(List.of());
    private final Map<MarkKey, Mark> marks = new HashMap<>();
    private final List<String> effects = new ArrayList<>();

    Chronicle log() {
        return log;
    }

    List<String> effects() {
        return effects;
    }

    Mark mark(MarkKey key) {
        return marks.get(key);
    }

    /** A transaction: what it writes is there when it commits. */
    final class Session {
        private final List<Line> lines = new ArrayList<>();
        private final Map<MarkKey, Mark> added = new HashMap<>();
        private final List<String> done = new ArrayList<>();
        private boolean ended;
        private boolean undone;
        private boolean left;

        /** Whether something was written after the database had undone it: in another transaction, then. */
        boolean isLeft() {
            return left;
        }

        boolean isEnded() {
            return ended;
        }

        List<Line> lines() {
            return lines;
        }

        Chronicle seen() {
            return log.and(lines);
        }

        Mark seen(MarkKey key) {
            return added.getOrDefault(key, marks.get(key));
        }

        /** Whether it may write now; who must get an answer ends the session that is in the way. */
        boolean takesTurn(boolean insists) {
            if (writer != null && writer != this) {
                if (!insists) {
                    return false;
                }
                writer.end();
            }
            writer = this;
            left |= undone;
            return true;
        }

        void add(List<Line> more) {
            lines.addAll(more);
        }

        void add(MarkKey key, Mark mark) {
            added.put(key, mark);
        }

        void add(String effect) {
            done.add(effect);
        }

        /** Commits what it wrote so far, and goes on. */
        void commitInside() {
            log = log.and(lines);
            marks.putAll(added);
            effects.addAll(done);
            clear();
        }

        /** The database has undone what it wrote, and it goes on. */
        void undoInside() {
            undone = true;
            clear();
        }

        private void clear() {
            lines.clear();
            added.clear();
            done.clear();
            if (writer == this) {
                writer = null;
            }
        }

        void commit() {
            commitInside();
            ended = true;
        }

        void end() {
            clear();
            ended = true;
        }
    }
}
