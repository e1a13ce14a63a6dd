package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Place;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools with hardly any connections, and bodies for which heap or stack is too small. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ResourcesTest {

    /** What there is too little of. */
    enum Scarce {
        HEAP {
            @Override
            void use() {
                long[][] much = new long[Integer.MAX_VALUE - 8][];
                throw new IllegalStateException("there was enough for " + much.length);
            }
        },
        STACK {
            @Override
            void use() {
                throw new IllegalStateException("there was enough for " + depth(Long.MAX_VALUE));
            }

            private long depth(long further) {
                return further == 0 ? 0 : 1 + depth(further - 1);
            }
        };

        abstract void use();
    }

    static Stream<Arguments> pools() {
        return Stream.of(Servers.values())
                .flatMap(servers -> Stream.of(Arguments.of(servers, 1), Arguments.of(servers, 2)));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void a_pool_of_one_or_two_is_enough(Servers servers, int connections) throws Exception {
        servers.open();
        Trial trial = Trial.undisturbed();

        assertThat(servers.inTurn(() -> trial.fails(() -> Place.at(servers.home(), servers.away(), connections))))
                .isFalse();

        assertThat(trial.recover(servers.home(), servers.away())).isZero();
    }

    static Stream<Arguments> errors() {
        return Stream.of(Servers.values())
                .flatMap(servers -> Stream.of(Scarce.values())
                        .flatMap(scarce -> Stream.of("1-shared", "2-marked", "3-none")
                                .map(change -> Arguments.of(servers, scarce, change))));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void a_body_for_which_heap_or_stack_is_too_small_fails_as_any_other(Servers servers, Scarce scarce, String in)
            throws Exception {
        servers.open();
        Trial trial = new Trial(Around.NOTHING, change -> {
            if (change.equals(in)) {
                scarce.use();
            }
        });

        assertThat(servers.inTurn(() -> trial.fails(servers.home(), servers.away())))
                .isTrue();
        assertThat(trial.failure()).hasRootCauseInstanceOf(VirtualMachineError.class);

        assertThat(servers.inTurn(() -> trial.recover(servers.home(), servers.away())))
                .as("a transaction is rolled back; of what is outside only a human can tell")
                .isEqualTo(in.equals("3-none") ? 1 : 0);
    }
}
