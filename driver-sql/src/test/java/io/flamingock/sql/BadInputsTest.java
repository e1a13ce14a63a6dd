package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every wrong input that has to do with a database, on each where it can occur: what it says, word for word, that nothing
 * is changed, and that the remedy is one. Where a text has changed on purpose, read {@code target/bad-inputs.txt} and copy
 * it to {@code src/test/resources}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("reads what is logged")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class BadInputsTest {

    private final ApprovedTexts approved = new ApprovedTexts();

    BadInputsTest() throws IOException {}

    static Stream<BadInput> inputs() {
        return Stream.concat(BadStores.rows(), BadBodies.rows());
    }

    private static List<String> headings() {
        return inputs().map(BadInput::toString).toList();
    }

    @AfterAll
    void write() throws IOException {
        approved.write(headings());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void it_is_answered_with_code_place_cause_and_a_remedy_that_is_one(BadInput input) throws Exception {
        DataSource database = input.engine().empty();
        input.prepare().with(database);
        List<String> before = contents(database);

        String said = said(database, input.start());

        assertThat(said).contains(input.said()).doesNotContain(BadInputUsers.PASSWORD);
        if (input.unchanged()) {
            assertThat(contents(database)).isEqualTo(before);
        }
        input.follow().follow(database, said);
        assertThat(approved.receive(input.toString(), said)).isEqualTo(approved.of(input.toString()));
    }

    @Test
    void nothing_is_approved_that_is_never_said() {
        assertThat(headings()).doesNotHaveDuplicates().isEqualTo(approved.headings());
    }

    /** What somebody reads who starts the application: warnings, and what is thrown. */
    private static String said(DataSource database, BadInput.Step start) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.flamingock");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            Throwable thrown = catchThrowable(() -> start.with(database));
            List<String> said = new ArrayList<>();
            appender.list.stream()
                    .filter(event -> event.getLevel() == Level.WARN)
                    .forEach(event -> said.add("WARN " + event.getFormattedMessage()));
            assertThat(everything(thrown, appender.list)).doesNotContain(BadInputUsers.PASSWORD);
            if (thrown != null) {
                said.add(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
            }
            return String.join("\n", said);
        } finally {
            logger.detachAppender(appender);
        }
    }

    /** All that could reach a log file: every level, every cause, every frame. */
    private static String everything(Throwable thrown, List<ILoggingEvent> events) {
        StringWriter text = new StringWriter();
        events.forEach(event -> text.append(event.getFormattedMessage())
                .append(event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .append('\n'));
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    /** All that is in our tables, if they are there. */
    private static List<String> contents(DataSource database) throws Exception {
        List<String> contents = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            String quote = connection.getMetaData().getIdentifierQuoteString();
            for (String table : List.of("flamingock_audit", "flamingock_lock", "flamingock_marker")) {
                contents.add(table + ": " + rows(statement, quote + table + quote));
            }
        }
        return contents;
    }

    private static String rows(Statement statement, String table) {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            for (int i = 1; i <= columns; i++) {
                all.add(rows.getMetaData().getColumnName(i) + " "
                        + rows.getMetaData().getColumnTypeName(i));
            }
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    all.add(String.valueOf(rows.getString(i)));
                }
            }
            return all.toString();
        } catch (java.sql.SQLException e) {
            return "none";
        }
    }
}
