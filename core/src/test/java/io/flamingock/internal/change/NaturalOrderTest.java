package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    private static final NaturalOrder ORDER = NaturalOrder.INSTANCE;

    @Test
    void orders_sort_as_people_read_them() {
        assertThat(Stream.of(
                                "v10",
                                "10",
                                "2",
                                "1.10",
                                "1.9",
                                "1",
                                "1-a",
                                "v2",
                                "2024_01",
                                "a",
                                "00000000000000000000003")
                        .sorted(ORDER))
                .containsExactly(
                        "1", "1-a", "1.9", "1.10", "2", "00000000000000000000003", "10", "2024_01", "a", "v2", "v10");
    }

    @Test
    void leading_zeros_do_not_count() {
        assertThat(ORDER.compare("1", "01")).isZero();
        assertThat(ORDER.compare("v1.02", "v01.2")).isZero();
        assertThat(ORDER.compare("0", "000")).isZero();
    }

    @Test
    void the_next_order_keeps_the_shape() {
        assertThat(NaturalOrder.after("0009")).isEqualTo("0010");
        assertThat(NaturalOrder.after("1.9-a")).isEqualTo("1.10-a");
        assertThat(NaturalOrder.after("999")).isEqualTo("1000");
        assertThat(NaturalOrder.after("first")).isEqualTo("first2");
    }

    @Property
    void numbers_compare_as_numbers(@ForAll @IntRange(min = 0) int a, @ForAll @IntRange(min = 0) int b) {
        assertThat(Integer.signum(ORDER.compare("v" + a + ".x", "v" + b + ".x")))
                .isEqualTo(Integer.compare(a, b));
    }

    @Property
    void it_is_antisymmetric(@ForAll("orders") String a, @ForAll("orders") String b) {
        assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
    }

    @Property
    void it_is_transitive(@ForAll("orders") String a, @ForAll("orders") String b, @ForAll("orders") String c) {
        if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
            assertThat(ORDER.compare(a, c)).isNotPositive();
        }
        if (ORDER.compare(a, b) == 0) {
            assertThat(Integer.signum(ORDER.compare(a, c))).isEqualTo(Integer.signum(ORDER.compare(b, c)));
        }
    }

    @Property
    void what_comes_after_is_later(@ForAll("orders") String order) {
        assertThat(ORDER.compare(NaturalOrder.after(order), order)).isPositive();
    }

    @Provide
    Arbitrary<String> orders() {
        return Arbitraries.strings().withChars("0019a_-.").ofMinLength(1).ofMaxLength(6);
    }
}
