package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No driver for jdbc:postgresql://h:5432/db?user=u&password=geheim here | No driver for jdbc:postgresql://h:5432/db?… here",
                "jdbc:h2:tcp://h/db;USER=sa;PASSWORD=geheim | jdbc:h2:tcp://h/db?…",
                "postgres://u:geheim@h/db | postgres://u:…@h/db",
                "jdbc:oracle:thin:scott/geheim@h:1521:x | jdbc:oracle:thin:scott/…@h:1521:x",
                "{user=u, sslPassword=geheim, trustStorePassword=geheim} | {user=u, sslPassword=…, trustStorePassword=…",
                "Key (token)=(7) already exists; (using password: YES) | Key (token)=(7) already exists; (using password: YES)"
            })
    void passwords_and_queries_go_and_the_rest_stays(String text, String redacted) {
        assertThat(Redaction.text(text)).startsWith(redacted).doesNotContain("geheim");
    }

    @Test
    void an_exception_is_redacted_with_all_that_hangs_on_it_and_kept_where_there_is_nothing() {
        SQLException next = new SQLException("password=geheim", "08001");
        SQLException secret =
                new SQLException("jdbc:x://h/d?password=geheim", "08006", 7, new IllegalStateException(next));
        secret.setNextException(next);

        SQLException redacted = Redaction.of(secret);

        StringWriter text = new StringWriter();
        redacted.printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString()).contains("jdbc:x://h/d?…").doesNotContain("geheim");
        assertThat(redacted.getNextException().getMessage()).doesNotContain("geheim");
        assertThat(redacted.getSQLState()).isEqualTo("08006");
        assertThat(redacted.getErrorCode()).isEqualTo(7);
        SQLException clean = new SQLException("syntax error");
        assertThat(Redaction.of(clean) == clean).isTrue();
    }
}
