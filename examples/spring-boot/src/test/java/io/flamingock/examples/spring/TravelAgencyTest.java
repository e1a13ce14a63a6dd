package io.flamingock.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.RunReport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class TravelAgencyTest {

    private final String url = "jdbc:h2:mem:agency" + System.nanoTime() + ";DB_CLOSE_DELAY=-1";

    @Test
    void runs_the_changes_before_JPA_checks_the_tables_and_has_nothing_to_do_at_the_next_start() {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(RunReport.class).counts().executed()).isEqualTo(3);
            assertThat(application.getBean(Trips.class).count()).isEqualTo(1);
        }
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(RunReport.class).isNothingToDo()).isTrue();
            assertThat(application.getBean(Trips.class).count()).isEqualTo(2);
        }
    }

    @Test
    void does_not_start_when_a_change_fails_and_says_which() throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW country AS SELECT 'IS' AS code");
        }

        assertThatThrownBy(this::start)
                .hasStackTraceContaining("ChangeFailedException: [X37] change 'create-countries'")
                .hasStackTraceContaining("already exists");
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(TravelAgency.class, "--spring.datasource.url=" + url);
    }
}
