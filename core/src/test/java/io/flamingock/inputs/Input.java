package io.flamingock.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: a wrong input, and what must be said about it.
 *
 * @param number as in the list of wrong inputs, with a letter where there are several
 * @param heading what somebody has done wrong
 * @param earlier versions of the code that have run before
 * @param build what a build has done to the compiled classes
 * @param before what has happened before; the store is as this leaves it
 * @param wrong the code with the mistake in it
 * @param mended the same code after each of the remedies
 * @param next what is started after one of the commands that the message gives
 * @param problems how many there are; or {@link #RUNS}, or {@link #REFUSED}
 */
record Input(
        String number,
        String heading,
        List<Snippet> earlier,
        List<Scene> before,
        Snippet wrong,
        Classes.Change build,
        Says says,
        List<Snippet> mended,
        Snippet next,
        int problems) {

    /** There may be something in the log, and nothing of it is a problem of a definition. */
    static final int RUNS = 0;
    /** Nothing is written, for another reason than a definition. */
    static final int REFUSED = -1;

    /** What must be said: its code, and parts of place, cause and remedy. */
    record Says(String code, String place, String cause, String remedy) {}

    /** Something that happens to an application and its store. */
    interface Scene {
        void play(World world) throws Exception;
    }

    /** Its number without the letter. */
    int place() {
        return Integer.parseInt(number.replaceAll("\\D", ""));
    }

    Stream<Snippet> snippets() {
        return Stream.of(earlier, List.of(wrong, next), mended)
                .flatMap(List::stream)
                .distinct();
    }

    static Draft row(String number, String heading, String code) {
        return new Draft(number, heading, code);
    }

    @Override
    public String toString() {
        return number + ". " + heading;
    }

    /** Collects a row. */
    static final class Draft {
        private final String number;
        private final String heading;
        private final Snippet wrong;
        private final List<Snippet> earlier = new ArrayList<>();
        private final List<Scene> before = new ArrayList<>();
        private final List<Snippet> mended = new ArrayList<>();
        private Classes.Change build = classes -> {};
        private @Nullable Snippet next;
        private int problems = 1;
        private @Nullable Says says;

        private Draft(String number, String heading, String code) {
            this.number = number;
            this.heading = heading;
            this.wrong = new Snippet("acme.n" + number, "wrong", code);
        }

        /** This was done before. */
        Draft after(Scene scene) {
            before.add(scene);
            return this;
        }

        /** An earlier version of the code, in which {@code now} was {@code then}, has run. */
        Draft afterRunning(String now, String then) {
            Snippet version = earlier(now, then);
            return after(world -> world.play(version));
        }

        /** The same, and it has died in the middle of its last change. */
        Draft afterDying(String now, String then) {
            Snippet version = earlier(now, then);
            return after(world -> world.playAndDie(version));
        }

        private Snippet earlier(String now, String then) {
            Snippet version = new Snippet("acme.n" + number, "earlier " + earlier.size(), replaced(now, then));
            earlier.add(version);
            return version;
        }

        /** Changes are run all the same, or have been: there may be something in the log. */
        Draft running() {
            problems = RUNS;
            return this;
        }

        /** One mistake makes so many problems; or there are so many mistakes. */
        Draft problems(int count) {
            problems = count;
            return this;
        }

        /** A build has done this to the compiled classes. */
        Draft withClasses(Classes.Change change) {
            build = change;
            return this;
        }

        Draft says(String code, String place, String cause, String remedy) {
            says = new Says(code, place, cause, remedy);
            return this;
        }

        /** A remedy: with {@code right} in place of {@code wrong} there is nothing more to be said. */
        Draft mended(String wrong, String right) {
            mended.add(new Snippet("acme.n" + number, "mended " + mended.size(), replaced(wrong, right)));
            return this;
        }

        /** After a command of the message this is started, with {@code right} in place of {@code wrong}. */
        Draft thenStarting(String wrong, String right) {
            next = new Snippet("acme.n" + number, "next", replaced(wrong, right));
            return this;
        }

        /** The same remedy in a second place. */
        Draft and(String wrong, String right) {
            Snippet last = mended.remove(mended.size() - 1);
            mended.add(new Snippet(last.packageName(), last.version(), replaced(last.text(), wrong, right)));
            return this;
        }

        private String replaced(String part, String by) {
            return replaced(wrong.text(), part, by);
        }

        private String replaced(String text, String part, String by) {
            if (!text.contains(part)) {
                throw new IllegalArgumentException(number + ": there is no " + part + " in its code");
            }
            return text.replace(part, by);
        }

        Input row() {
            if (says == null) {
                throw new IllegalStateException(number + ": what does it say?");
            }
            Snippet mend = mended.isEmpty() ? wrong : mended.get(0);
            return new Input(
                    number,
                    heading,
                    List.copyOf(earlier),
                    List.copyOf(before),
                    wrong,
                    build,
                    says,
                    List.copyOf(mended),
                    next == null ? mend : next,
                    problems);
        }
    }
}
