package io.flamingock.examples.postgres.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL refuses this statement inside a transaction. A failure leaves an invalid index behind, which the first
 * statement removes: the body may run twice, and says so.
 */
@Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
@ChangeUnit(id = "index-titles", author = "library-team", transactional = false)
class _002__IndexTitles {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX IF EXISTS book_title");
            statement.execute("CREATE INDEX CONCURRENTLY book_title ON book (title)");
        }
    }
}
