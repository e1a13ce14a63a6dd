package io.flamingock.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.Mode;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.servers.SqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class OnPostgresTest {

    @Test
    void leaves_nothing_of_a_failed_change_and_runs_each_change_once() throws Exception {
        String url = SqlServer.POSTGRES.newUrl();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        execute(database, "CREATE TABLE book (isbn TEXT)");

        assertThatThrownBy(() -> OnPostgres.run(database))
                .isInstanceOfSatisfying(
                        ChangeFailedException.class,
                        e -> assertThat(e.failed().state()).isEqualTo(State.ROLLED_BACK))
                .hasMessageContaining("nothing of it is there. Correct the cause and start again");

        execute(database, "DROP TABLE book");
        RunReport report = OnPostgres.run(database);
        assertThat(report.outcomes())
                .extracting(outcome -> outcome.change().mode())
                .containsExactly(Mode.SHARED, Mode.NONE);
        assertThat(report.counts().executed()).isEqualTo(2);
        assertThat(query(database, "SELECT COUNT(*) FROM pg_indexes WHERE indexname = 'book_title'"))
                .isEqualTo(1);
        OnPostgres.main(new String[] {url});
        assertThat(OnPostgres.run(database).isNothingToDo()).isTrue();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int query(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
