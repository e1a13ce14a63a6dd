package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.context;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.memory.InMemoryTargetSystem;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
public class ChangesTest {

    public static final AtomicInteger INITIALISED = new AtomicInteger();

    private static final String FOUND = "io.flamingock.internal.change.found";

    private final InMemoryTargetSystem target = InMemoryTargetSystem.of("db");

    @Test
    void changes_are_found_in_a_package_and_its_sub_packages_without_being_initialised() throws Throwable {
        INITIALISED.set(0);
        WiredChanges wired = Changes.find(List.of(stage("main").packages(FOUND).source()), wiring(target));

        assertThat(wired.problems()).isEmpty();
        assertThat(wired.changes())
                .extracting(change -> change.change().id())
                .containsExactly("add-status", "backfill-prices");
        assertThat(INITIALISED).hasValue(0);

        WiredChange change = wired.changes().get(0);
        assertThat(change.change().mode()).isEqualTo(Mode.MARKED);
        assertThat(change.change().order()).isEqualTo("0002");
        assertThat(change.isBound(Operation.APPLY)).isTrue();
        BuiltChange built = change.build();
        assertThat(INITIALISED).hasValue(1);
        try (var transaction = target.begin()) {
            built.execute(Operation.APPLY, transaction, context(Operation.APPLY));
            transaction.commit();
        }
        assertThat(target.records().get("status")).contains("active");
    }
}
