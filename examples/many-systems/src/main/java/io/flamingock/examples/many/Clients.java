package io.flamingock.examples.many;

import com.mongodb.client.MongoClient;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the application speaks to its systems with; it needs them for its work anyway.
 *
 * @param orders PostgreSQL: customers and their orders
 * @param warehouse MariaDB: what is in stock
 * @param catalogue MongoDB: what is for sale
 * @param catalogueDatabase the database there
 * @param events Kafka: what the parts of the platform tell each other
 * @param payments the payment provider's REST interface
 * @param environment where this runs; several environments share one Kafka, so it begins the names of topics
 */
public record Clients(
        DataSource orders,
        DataSource warehouse,
        MongoClient catalogue,
        String catalogueDatabase,
        Admin events,
        Payments payments,
        String environment) {}
