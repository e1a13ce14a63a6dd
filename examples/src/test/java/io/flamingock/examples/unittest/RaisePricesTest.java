package io.flamingock.examples.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.State;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How to test a change of a database: a log in memory, and an embedded database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RaisePricesTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();

    @Test
    void doubles_each_price_once() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:prices");
        try (Connection open = database.getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("CREATE TABLE price (cents INT)");
            statement.execute("INSERT INTO price VALUES (21)");
            Flamingock flamingock = Flamingock.builder()
                    .service("shop")
                    .auditStore(store)
                    .targetSystems(SqlTargetSystem.of("shop-database", database))
                    .changes(_0001__RaisePrices.class)
                    .build();

            flamingock.run();
            flamingock.run();

            try (ResultSet price = statement.executeQuery("SELECT cents FROM price")) {
                price.next();
                assertThat(price.getInt(1)).isEqualTo(42);
                assertThat(store.entries("shop"))
                        .extracting(entry -> entry.event().state())
                        .containsExactly(State.STARTED, State.EXECUTED, State.COMPLETED);
            }
        }
    }
}
