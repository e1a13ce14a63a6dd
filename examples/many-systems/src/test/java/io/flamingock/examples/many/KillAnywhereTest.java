package io.flamingock.examples.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Mode;
import io.flamingock.api.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(1_000)
class KillAnywhereTest {

    @Test
    void whoever_is_killed_anywhere_leaves_nothing_undone_and_nothing_done_twice() throws Exception {
        try (KillAnywhere killing = KillAnywhere.start()) {
            List<Trial.Result> results = killing.run(System.out);

            assertThat(results).isNotEmpty().allSatisfy(result -> {
                assertThat(result.found()).hasSize(15);
                assertThat(result.subjects().values())
                        .extracting(subject -> subject.mode())
                        .contains(Mode.values());
            });
            if (KillAnywhere.seeds().length >= Death.ALL_SEEDS) {
                for (LogStore log : LogStore.values()) {
                    assertThat(killedInside(log, results)).hasSize(15);
                    assertThat(whereKilled(log, results)).containsAll(EnumSet.allOf(Death.Where.class));
                    assertThat(settled(log, results))
                            .as("what was found out with the log in " + log)
                            .contains(State.EXECUTED, State.ROLLED_BACK);
                }
            }
        }
    }

    private static Set<Death.Where> whereKilled(LogStore log, List<Trial.Result> results) {
        return results.stream()
                .filter(result -> result.death().log() == log)
                .flatMap(result -> result.where().stream())
                .collect(Collectors.toSet());
    }

    private static List<State> settled(LogStore log, List<Trial.Result> results) {
        return results.stream()
                .filter(result -> result.death().log() == log)
                .flatMap(result -> result.next().settled().values().stream())
                .toList();
    }

    private static Set<String> killedInside(LogStore log, List<Trial.Result> results) {
        return results.stream()
                .filter(result -> result.death().log() == log)
                .map(Trial.Result::inside)
                .filter(change -> !change.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
