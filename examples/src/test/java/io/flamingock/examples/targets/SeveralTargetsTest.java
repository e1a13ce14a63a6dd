package io.flamingock.examples.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.examples.targets.SeveralTargets.Bucket;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.TreeSet;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SeveralTargetsTest {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

    @Test
    void shows_the_mode_of_each_change_before_it_runs_and_then_how_far_it_is() throws Exception {
        SeveralTargets.run(out);

        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "plan for 'billing': 3 changes, 3 pending",
                        "1 first-customer on 'customers' (mode SHARED)",
                        "2 first-invoice on 'invoices' (mode MARKED)",
                        "3 terms-of-payment on 'archive' (mode NONE)",
                        "[1/3] first-customer on customers\n",
                        "[2/3] first-invoice on invoices\n",
                        "[3/3] terms-of-payment on archive\n",
                        "[3/3] 3 executed\n");
    }

    @Test
    void shows_where_it_stopped_and_which_attempt_comes_next() throws Exception {
        JdbcDataSource customers = SeveralTargets.database("c", "CREATE TABLE customer (name VARCHAR(50), points INT)");
        JdbcDataSource invoices = SeveralTargets.database("i", "CREATE TABLE other (number INT)");
        Flamingock flamingock =
                SeveralTargets.flamingock(customers, invoices, new Bucket(new TreeSet<>()), new ProgressLine(out));
        assertThatThrownBy(flamingock::run).isInstanceOf(ChangeFailedException.class);
        try (Connection connection = invoices.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE invoice (number INT, paid BOOLEAN)");
        }

        flamingock.run();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "[2/3] first-invoice on invoices\n",
                        "[2/3] 1 executed, 1 failed, 1 not reached\n",
                        "[1/2] first-invoice on invoices, attempt 2\n",
                        "[2/2] terms-of-payment on archive\n",
                        "[2/2] 2 executed, 1 skipped\n");
    }
}
