package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTallyTest {

    private final List<String> printed = new ArrayList<>();
    private final ContractTally tally = new ContractTally(printed::add);

    @Test
    void has_one_line_for_each_driver_and_contract() {
        tally.ranOn("H2Test", () -> "H2 2.5");
        tally.executed("H2Test", "TargetSystemContract");
        tally.executed("H2Test", "AuditStoreContract");
        tally.executed("H2Test", "AuditStoreContract");
        tally.skipped("H2Test", "AuditStoreContract");
        tally.skipped("MySqlTest", "AuditStoreContract");

        assertThat(tally.lines())
                .containsExactly(
                        "H2Test | AuditStoreContract | H2 2.5 | 2 executed, 1 skipped",
                        "H2Test | TargetSystemContract | H2 2.5 | 1 executed, 0 skipped",
                        "MySqlTest | AuditStoreContract | nothing | 0 executed, 1 skipped");
    }

    @Test
    void a_run_that_is_not_what_the_project_expects_fails_when_it_ends() {
        tally.skipped("InMemoryContractTest", "AuditStoreContract");
        tally.expectAllOf(ContractTallyTest.class);

        assertThatThrownBy(tally::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "Ran:\nInMemoryContractTest | AuditStoreContract | nothing | 0 executed, 1 skipped");
    }

    @Test
    void a_run_of_some_tests_compares_nothing() {
        tally.skipped("InMemoryContractTest", "AuditStoreContract");

        assertThatCode(tally::close).doesNotThrowAnyException();
        assertThat(printed).isEqualTo(tally.lines());
    }

    @Test
    void another_version_of_a_product_may_be_used_but_not_another_product_or_number_of_tests() {
        List<String> expected = List.of("PgTest | AuditStoreContract | PostgreSQL 18.6 | 51 executed, 0 skipped");

        assertThat(ContractTally.sameTests(
                        expected, List.of("PgTest | AuditStoreContract | PostgreSQL 16.15 | 51 executed, 0 skipped")))
                .isTrue();
        assertThat(ContractTally.sameTests(
                        expected, List.of("PgTest | AuditStoreContract | H2 2.5 | 51 executed, 0 skipped")))
                .isFalse();
        assertThat(ContractTally.sameTests(
                        expected, List.of("PgTest | AuditStoreContract | PostgreSQL 18.6 | 50 executed, 1 skipped")))
                .isFalse();
    }

    @Test
    void on_a_product_of_another_kind_what_is_impossible_there_counts_as_run() {
        List<String> expected = List.of("MgTest | EndToEndContract | MongoDB 7.0.14 | 80 executed, 0 skipped");

        assertThat(ContractTally.sameTests(
                        expected,
                        List.of("MgTest | EndToEndContract | MongoDB 8.0.1 (standalone)"
                                + " | 26 executed, 0 skipped, 54 impossible")))
                .isTrue();
        assertThat(ContractTally.sameTests(
                        expected,
                        List.of("MgTest | EndToEndContract | MongoDB 8.0.1 (standalone)"
                                + " | 26 executed, 1 skipped, 53 impossible")))
                .isFalse();
        assertThat(ContractTally.sameTests(
                        expected,
                        List.of("MgTest | EndToEndContract | MongoDB 7.0.14 | 26 executed, 0 skipped, 54 impossible")))
                .as("a product of the usual kind can do all")
                .isFalse();
    }

    @Test
    void what_stands_in_for_a_product_runs_the_same_tests_as_the_product() {
        List<String> standIn = List.of("MgTest | AuditStoreContract | stand-in for MongoDB | 51 executed, 0 skipped");

        assertThat(ContractTally.sameTests(
                        standIn, List.of("MgTest | AuditStoreContract | MongoDB 7.0.14 | 51 executed, 0 skipped")))
                .isTrue();
        assertThat(ContractTally.sameTests(
                        standIn, List.of("MgTest | AuditStoreContract | stand-in for Redis | 51 executed, 0 skipped")))
                .isFalse();
    }
}
