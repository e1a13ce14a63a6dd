package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever calls us inside a transaction of Spring has it committed or rolled back by himself alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class CallersTransactionTest {

    private final DataSource database = SqlServers.h2(SqlServers.h2Url());
    private final DataSource aware = new TransactionAwareDataSourceProxy(database);
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    @BeforeEach
    void create_table() {
        jdbc.execute("CREATE TABLE note (text VARCHAR(20) PRIMARY KEY)");
    }

    @Test
    void a_DataSource_that_takes_part_in_it_is_refused_as_store_before_anything_is_done() {
        assertRefused(using(aware, database));
    }

    @Test
    void a_DataSource_that_takes_part_in_it_is_refused_as_target_before_anything_is_done() {
        assertRefused(using(database, aware));
    }

    @Test
    void it_is_left_alone_by_a_change_of_mode_NONE_too() {
        FlamingockBuilder flamingock = using(database, aware, change -> change.transactional(false));

        assertRefused(flamingock);
    }

    @Test
    void a_DataSource_that_takes_part_in_it_is_refused_whatever_it_is_wrapped_in() {
        DataSource wrapped = new DelegatingDataSource(aware);

        assertRefused(using(wrapped, wrapped));
    }

    @Test
    void a_plan_would_end_it_too() {
        inTransactionRolledBack(template -> {
            assertThatThrownBy(() -> using(aware, aware).build().plan()).hasMessageContaining("[S32]");
            assertThatThrownBy(() -> using(database, aware).build().plan()).hasMessageContaining("[S32]");
        });

        assertThat(notes()).isEmpty();
    }

    @Test
    void the_DataSource_beneath_is_used_beside_it() {
        inTransactionRolledBack(template ->
                assertThat(using(database, database).run().counts().executed()).isEqualTo(1));

        assertThat(notes()).containsExactly("of the change");
    }

    @Test
    void outside_of_it_such_a_DataSource_is_as_good_as_any() {
        assertThat(using(aware, aware).run().counts().executed()).isEqualTo(1);
        assertThat(notes()).containsExactly("of the change");
    }

    private void assertRefused(FlamingockBuilder flamingock) {
        inTransactionRolledBack(template -> assertThatThrownBy(flamingock::run)
                .hasMessageContaining("[S32]")
                .hasMessageContaining("Call outside of the transaction")
                .hasMessageContaining("getTargetDataSource()"));

        assertThat(notes()).isEmpty();
        assertThat(flamingock.build().history()).isEmpty();
        assertThat(flamingock.run().counts().executed()).isEqualTo(1);
    }

    private void inTransactionRolledBack(Consumer<JdbcTemplate> body) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO note VALUES ('of the caller')");
            body.accept(jdbc);
            status.setRollbackOnly();
        });
    }

    private List<String> notes() {
        return jdbc.queryForList("SELECT text FROM note", String.class);
    }

    private static FlamingockBuilder using(DataSource store, DataSource target) {
        return using(store, target, change -> {});
    }

    private static FlamingockBuilder using(DataSource store, DataSource target, Consumer<ChangeDefinition> more) {
        return Flamingock.builder()
                .service("caller")
                .auditStore(SqlAuditStore.of(store))
                .targetSystems(SqlTargetSystem.of("data", target))
                .change("write-note", change -> {
                    change.order("1").author("test");
                    change.execute(
                            Connection.class,
                            connection -> Statements.execute(connection, "INSERT INTO note VALUES ('of the change')"));
                    change.rollback(Connection.class, connection -> {});
                    more.accept(change);
                });
    }
}
