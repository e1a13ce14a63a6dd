package io.flamingock.examples.many;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.mongodb.MongoTargetSystem;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;

/**
 * A small order platform on five systems: orders in PostgreSQL, stock in MariaDB, the catalogue in MongoDB, events in
 * Kafka, and a payment provider behind REST. Fifteen changes prepare them, in one sequence. Changes of the database that
 * also keeps the log are {@code SHARED}; those of the other two databases are {@code MARKED}; the rest is {@code NONE}.
 */
public final class OrderPlatform {

    /** Nothing else holds rows of these databases for long: what does belongs to somebody who has died. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);

    private OrderPlatform() {}

    /** All of it but the waiting times, which are the defaults. */
    public static FlamingockBuilder builder(LogStore log, Clients clients) {
        return Flamingock.builder()
                .service("order-platform")
                .application("order-platform", "1.0")
                .auditStore(log.open(clients))
                .targetSystems(
                        SqlTargetSystem.of("orders", clients.orders()).lockTimeout(LOCK_TIMEOUT),
                        SqlTargetSystem.of("warehouse", clients.warehouse()).lockTimeout(LOCK_TIMEOUT),
                        MongoTargetSystem.of("catalogue", clients.catalogue(), clients.catalogueDatabase())
                                .lockTimeout(LOCK_TIMEOUT),
                        NonTransactionalTargetSystem.of("events", clients.events()),
                        NonTransactionalTargetSystem.of("payments", clients.payments()))
                .dependency("environment", clients.environment())
                .changes("io.flamingock.examples.many.changes");
    }
}
