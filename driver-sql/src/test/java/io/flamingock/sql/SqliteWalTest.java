package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeDefinition.Body;
import io.flamingock.api.RunReport;
import io.flamingock.targets.TargetTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is special about SQLite in journal mode WAL: each transaction sees the file as it was when it first read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SqliteWalTest {

    @TempDir
    private Path folder;

    private DataSource database;

    @BeforeEach
    void create() {
        database = SqlServers.sqlite(folder.resolve("shop.db"), "WAL");
        SqlServers.execute(database, "CREATE TABLE things (id INTEGER)");
    }

    @Test
    void the_log_is_read_as_it_was_while_a_change_writes_and_as_it_is_when_that_has_committed() throws Exception {
        CountDownLatch inBody = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Flamingock first = oneChange(() -> {
            inBody.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
        });
        Flamingock second = oneChange(() -> {});

        CompletableFuture<RunReport> running =
                CompletableFuture.supplyAsync(first::run, task -> new Thread(task).start());
        try {
            assertThat(inBody.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.history()).isEmpty();
            assertThat(second.plan().isEmpty()).isFalse();
        } finally {
            goOn.countDown();
        }

        assertThat(running.get(20, TimeUnit.SECONDS).counts().executed()).isEqualTo(1);
        assertThat(second.run().isNothingToDo()).isTrue();
        assertThat(second.verify().isValid()).isTrue();
    }

    /** The database cannot let it write on what it has read: SQLITE_BUSY_SNAPSHOT, and waiting would not help. */
    @Test
    void a_transaction_that_has_read_before_somebody_else_wrote_is_one_that_the_database_has_undone()
            throws SQLException {
        SqlTargetSystem target = SqlTargetSystem.of("data", database);
        try (TargetTransaction transaction = target.begin()) {
            Connection bound = transaction.bound(Connection.class);
            assertThat(Statements.query(bound, "SELECT id FROM things", List.of(), row -> row.getInt(1)))
                    .isEmpty();
            SqlServers.execute(database, "INSERT INTO things VALUES (1)");

            Throwable thrown = catchThrowable(() -> Statements.execute(bound, "INSERT INTO things VALUES (2)"));

            assertThat(thrown).hasMessageContaining("SQLITE_BUSY_SNAPSHOT");
            assertThat(target.undoneByDatabase(thrown)).isTrue();
            transaction.rollback();
        }
        assertThat(SqlServers.query(database, "SELECT count(*) FROM things")).isEqualTo("1");
    }

    private Flamingock oneChange(Body body) {
        return Flamingock.builder()
                .service(Entries.SERVICE)
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(SqlTargetSystem.of("data", database))
                .change(
                        "a",
                        change -> change.order("1").execute(Connection.class, connection -> {
                            Statements.execute(connection, "INSERT INTO things VALUES (1)");
                            body.run();
                        }))
                .build();
    }
}
