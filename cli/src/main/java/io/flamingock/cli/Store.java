package io.flamingock.cli;

import io.flamingock.audit.AuditStore;
import io.flamingock.sql.SqlAuditStore;
import java.time.Duration;
import java.util.List;

/** An open store, with what only one of its kind can say. */
interface Store extends AutoCloseable {

    /** How long an answer may take before an operator hears that there is none. */
    Duration PATIENCE = Duration.ofSeconds(10);

    /** Connects to nothing yet. */
    static Store open(StoreAddress address) {
        String url = address.url();
        if (url.startsWith("jdbc:")) {
            return new SqlStore(DriverDataSource.of(address));
        }
        if (url.startsWith("mongodb://") || url.startsWith("mongodb+srv://")) {
            return MongoStore.of(address);
        }
        throw new UsageException("the address of a store begins with jdbc:, mongodb:// or mongodb+srv://");
    }

    AuditStore auditStore();

    /** What a DBA enters to create what is needed; one text per table. */
    List<String> schema();

    @Override
    void close();

    /** In an SQL database. */
    record SqlStore(DriverDataSource dataSource) implements Store {
        @Override
        public SqlAuditStore auditStore() {
            return SqlAuditStore.of(dataSource).networkTimeout(PATIENCE);
        }

        @Override
        public List<String> schema() {
            return auditStore().ddl().stream().map(sql -> sql + ";").toList();
        }

        @Override
        public void close() {
            dataSource.close();
        }
    }
}
