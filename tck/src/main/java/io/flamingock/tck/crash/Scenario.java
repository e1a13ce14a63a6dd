package io.flamingock.tck.crash;

import io.flamingock.api.Mode;
import io.flamingock.api.RecoveryStrategy;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run while something happens to it: which changes, with which strategy, and what becomes of them.
 *
 * @param layout the modes of the changes
 * @param recovery the strategy of all of them
 * @param course what happens in the first start
 */
public record Scenario(Layout layout, RecoveryStrategy recovery, Course course) {

    /** The modes of the changes, in order. */
    @SuppressWarnings("ImmutableEnumChecker") // it cannot see that this is List.of
    public enum Layout {
        /** Both commit with the log. */
        SHARED(Mode.SHARED, Mode.SHARED),
        /** Both commit in another database. */
        MARKED(Mode.MARKED, Mode.MARKED),
        /** Neither commits with anything. */
        NONE(Mode.NONE, Mode.NONE),
        /** One after the other, whatever that means for a shared append. */
        MIXED(Mode.NONE, Mode.SHARED, Mode.MARKED, Mode.NONE);

        private final List<Mode> modes;

        Layout(Mode... modes) {
            this.modes = List.of(modes);
        }

        List<Mode> modes() {
            return modes;
        }
    }

    /** What happens in the first start. In later ones every body succeeds. */
    public enum Course {
        /** All changes are applied. */
        EXECUTES,
        /** They are, and their bodies commit behind our back after their effect. */
        COMMITS_INSIDE,
        /** The last change throws after its effect; there is no rollback. */
        THROWS,
        /** The last change throws after its effect, and its rollback undoes that. */
        ROLLS_BACK,
        /** The last change throws after its effect, and its rollback throws before it does anything. */
        ROLLBACK_THROWS,
        /** All changes were applied before, and an operator undoes them. */
        UNDOES,
        /** The same, and the first undo throws after its effect. */
        UNDO_THROWS;

        boolean undoes() {
            return this == UNDOES || this == UNDO_THROWS;
        }

        private boolean hasRollback() {
            return undoes() || this == ROLLS_BACK || this == ROLLBACK_THROWS;
        }

        private boolean fits(Layout layout) {
            return switch (this) {
                case EXECUTES, UNDOES -> true;
                case THROWS, UNDO_THROWS -> layout != Layout.MIXED;
                case COMMITS_INSIDE -> layout == Layout.SHARED || layout == Layout.MARKED;
                case ROLLS_BACK, ROLLBACK_THROWS -> layout == Layout.NONE;
            };
        }
    }

    /** {@return every one there is} */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (RecoveryStrategy recovery : RecoveryStrategy.values()) {
                for (Course course : Course.values()) {
                    if (course.fits(layout)) {
                        all.add(new Scenario(layout, recovery, course));
                    }
                }
            }
        }
        return all;
    }

    /** Whether effect and record can come apart, so that something is left for the strategy to decide. */
    boolean isDecidedByStrategy() {
        return layout == Layout.NONE || course == Course.COMMITS_INSIDE;
    }

    /** Reads what {@link #toString} wrote. */
    static Scenario parse(String text) {
        String[] parts = text.split("/", -1);
        return new Scenario(Layout.valueOf(parts[0]), RecoveryStrategy.valueOf(parts[1]), Course.valueOf(parts[2]));
    }

    /** The ids of its changes, in order. */
    List<String> changes() {
        return List.of("a", "b", "c", "d").subList(0, layout.modes().size());
    }

    Mode mode(String change) {
        return layout.modes().get(changes().indexOf(change));
    }

    boolean isLast(String change) {
        return change.equals(changes().get(changes().size() - 1));
    }

    boolean hasRollback() {
        return course.hasRollback();
    }

    /** Whether effect and record of the change cannot come apart. */
    boolean isTransactional(String change) {
        return mode(change) != Mode.NONE && course != Course.COMMITS_INSIDE;
    }

    /** Whether its effect is there once in the end, where operators decide by what they see; else at least once. */
    boolean isExactlyOnce(String change) {
        return isTransactional(change) || recovery == RecoveryStrategy.MANUAL_INTERVENTION;
    }

    @Override
    public String toString() {
        return layout + "/" + recovery + "/" + course;
    }
}
