package travel.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Neither the class nor its method is public. */
@ChangeUnit(id = "create-trips", author = "travel-team", transactional = false)
class _001__CreateTrips {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE trip (title VARCHAR(100) NOT NULL)");
        }
    }
}
