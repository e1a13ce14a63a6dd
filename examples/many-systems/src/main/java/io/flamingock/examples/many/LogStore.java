package io.flamingock.examples.many;

import io.flamingock.audit.AuditStore;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.sql.SqlAuditStore;

/** Which of its databases the platform keeps the log in. It decides which changes are {@code SHARED}, and nothing else. */
public enum LogStore {
    /** Beside the catalogue. */
    MONGODB("MongoDB") {
        @Override
        AuditStore open(Clients clients) {
            return MongoAuditStore.of(clients.catalogue(), clients.catalogueDatabase())
                    .lockTimeout(OrderPlatform.LOCK_TIMEOUT);
        }
    },
    /** Beside the orders. */
    POSTGRESQL("PostgreSQL") {
        @Override
        AuditStore open(Clients clients) {
            return SqlAuditStore.of(clients.orders()).lockTimeout(OrderPlatform.LOCK_TIMEOUT);
        }
    };

    private final String product;

    LogStore(String product) {
        this.product = product;
    }

    abstract AuditStore open(Clients clients);

    @Override
    public String toString() {
        return product;
    }
}
