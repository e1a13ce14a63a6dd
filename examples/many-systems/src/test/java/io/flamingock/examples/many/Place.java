package io.flamingock.examples.many;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** Where one platform lives: five systems with nothing on them, and who looks at them from outside. */
final class Place implements AutoCloseable {

    private static final long LIMIT_NANOS = 20_000_000_000L;

    private final Addresses addresses;
    private final PaymentProvider payments;
    private final MongoClient catalogue;
    private final Effects effects;
    private final Runnable released;

    Place(Addresses addresses, PaymentProvider payments, Admin events, Runnable released) {
        this.addresses = addresses;
        this.payments = payments;
        this.released = released;
        this.catalogue = MongoClients.create(addresses.catalogue());
        this.effects = new Effects(
                new Tables(Databases.at(addresses.orders())),
                new Tables(Databases.at(addresses.warehouse())),
                catalogue.getDatabase(addresses.catalogueDatabase()),
                new Topics(events, addresses.environment()),
                payments);
    }

    Addresses addresses() {
        return addresses;
    }

    PaymentProvider payments() {
        return payments;
    }

    Effects effects() {
        return effects;
    }

    /** Waits until the databases have noticed that the sessions of the dead have lost their client. */
    void awaitEndOfSessions() {
        awaitEndOfSessions(addresses.orders());
        awaitEndOfSessions(addresses.warehouse());
    }

    private static void awaitEndOfSessions(String url) {
        long limit = System.nanoTime() + LIMIT_NANOS;
        try (Connection connection = Databases.at(url).getConnection();
                Statement statement = connection.createStatement()) {
            while (number(statement, Databases.otherSessions(url)) > 0) {
                if (System.nanoTime() > limit) {
                    throw new AssertionError("sessions of the dead have not ended");
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        payments.close();
        catalogue.close();
        released.run();
    }
}
