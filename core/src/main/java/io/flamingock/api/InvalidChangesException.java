package io.flamingock.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes, wiring, settings or history are not as they must be; thrown before any lock was taken or anything was
 * written. All problems are in it.
 */
public final class InvalidChangesException extends FlamingockException {

    private final transient List<Problem> problems;

    /**
     * For the library itself.
     *
     * @param problems all that was found, errors first: they are the message
     */
    public InvalidChangesException(List<Problem> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems")
                + " found, nothing was run and nothing was written:"
                + problems.stream().map(p -> "\n  " + p).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    /** {@return all that was found, errors first} */
    public List<Problem> problems() {
        return problems;
    }
}
