package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.servers.child.WatchedDataSource;
import io.flamingock.servers.child.WatchedDataSource.Watcher;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlServers;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one more change costs in a process of its own database, in statements; the bodies execute none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StatementsPerChangeTest {

    @SuppressWarnings("ImmutableEnumChecker") // it cannot see that nothing here keeps anything
    enum Embedded {
        /** What the session was like before, two rows, the commit, and whether the session was still there for it. */
        HSQLDB(SqlServers::hsqldb, 5, 1),

        /**
         * Seven settings before, six after; two rows, each between two lock time-outs, and with the commit each time
         * whether all is still in one transaction.
         */
        SQLITE(SqlServers::sqlite, 23, 4),

        /** Two rows and the commit. */
        DERBY(SqlServers::derby, 3, 1);

        private final Supplier<DataSource> empty;
        private final int inTransaction;
        private final int append;

        Embedded(Supplier<DataSource> empty, int inTransaction, int append) {
            this.empty = empty;
            this.inTransaction = inTransaction;
            this.append = append;
        }
    }

    private record Statements(int store, int target) {}

    @ParameterizedTest
    @EnumSource
    void a_change_in_the_store_s_own_database(Embedded embedded) {
        assertThat(perChange(embedded, change -> change.target("own").execute(Connection.class, connection -> {})))
                .isEqualTo(new Statements(embedded.inTransaction, 0));
    }

    /** The intent goes together with the outcome of the change before. */
    @ParameterizedTest
    @EnumSource
    void a_change_in_another_database(Embedded embedded) {
        assertThat(perChange(embedded, change -> change.target("other").execute(Connection.class, connection -> {})))
                .isEqualTo(new Statements(embedded.append, embedded.inTransaction));
    }

    @ParameterizedTest
    @EnumSource
    void a_change_without_transaction(Embedded embedded) {
        assertThat(perChange(embedded, change -> change.target("plain").execute(() -> {})))
                .isEqualTo(new Statements(embedded.append, 0));
    }

    private static Statements perChange(Embedded embedded, Consumer<ChangeDefinition> body) {
        Statements one = run(embedded, 1, body);
        Statements three = run(embedded, 3, body);
        return new Statements((three.store - one.store) / 2, (three.target - one.target) / 2);
    }

    private static Statements run(Embedded embedded, int changes, Consumer<ChangeDefinition> body) {
        List<String> onStore = new CopyOnWriteArrayList<>();
        List<String> onTarget = new CopyOnWriteArrayList<>();
        DataSource store = WatchedDataSource.by(keeping(onStore), embedded.empty.get());
        DataSource target = WatchedDataSource.by(keeping(onTarget), embedded.empty.get());
        FlamingockBuilder builder = Flamingock.builder()
                .service("statements")
                .auditStore(SqlAuditStore.of(store))
                .targetSystems(
                        SqlTargetSystem.of("own", store),
                        SqlTargetSystem.of("other", target),
                        NonTransactionalTargetSystem.of("plain"));
        for (int n = 1; n <= changes; n++) {
            String order = Integer.toString(n);
            builder.change("change-" + n, change -> body.accept(change.order(order)));
        }
        assertThat(builder.run().counts().executed()).isEqualTo(changes);
        return new Statements(onStore.size(), onTarget.size());
    }

    private static Watcher keeping(List<String> statements) {
        return new Watcher() {
            @Override
            public void before(String sql) {
                statements.add(sql);
            }

            @Override
            public void after(String sql) {}
        };
    }
}
