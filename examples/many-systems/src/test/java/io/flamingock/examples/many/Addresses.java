package io.flamingock.examples.many;

import java.net.URI;
import java.util.List;

/**
 * Where the systems are, in a form that goes through a command line.
 *
 * @param orders JDBC URL of a PostgreSQL schema
 * @param warehouse JDBC URL of a MariaDB database
 * @param catalogue connection string of a MongoDB
 * @param catalogueDatabase the database there
 * @param events bootstrap servers of Kafka
 * @param payments the payment provider
 * @param environment begins the names of topics
 */
record Addresses(
        String orders,
        String warehouse,
        String catalogue,
        String catalogueDatabase,
        String events,
        URI payments,
        String environment) {

    private static final int SIZE = 7;

    /** As they came through the command line, and {@code more} after them. */
    static Addresses of(String[] args) {
        return new Addresses(args[0], args[1], args[2], args[3], args[4], URI.create(args[5]), args[6]);
    }

    static String more(String[] args, int index) {
        return args[SIZE + index];
    }

    List<String> args() {
        return List.of(orders, warehouse, catalogue, catalogueDatabase, events, payments.toString(), environment);
    }
}
