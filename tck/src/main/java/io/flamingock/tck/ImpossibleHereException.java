package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A test needs transactions, and its place was declared to have none. */
final class ImpossibleHereException extends TestAbortedException {

    private static final long serialVersionUID = 1;

    private ImpossibleHereException(String why) {
        super(why);
    }

    /** Gives the place back, or skips the test on one without transactions, whose target must say the same. */
    static DriverFixture unlessTransactional(DriverFixture place) {
        Optional<String> why = place.withoutTransactions();
        if (why.isEmpty()) {
            return place;
        }
        try (place) {
            assertThat(place.target().open().withoutTransactions())
                    .as("why the target says that it has none")
                    .isPresent();
        }
        throw new ImpossibleHereException(why.get());
    }
}
