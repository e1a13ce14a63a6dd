package io.flamingock.examples.many;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.servers.child.WatchedDataSource;
import io.flamingock.servers.child.WatchedDataSource.Watcher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** The clients of the platform; {@link Bodies} hears of each of their calls, on the thread that makes it. */
final class WatchedClients implements AutoCloseable {

    /** The tables of the platform; whatever else is sent, the library sends. */
    private static final Pattern TABLES = Pattern.compile("\\b(customer|customer_order|stock|movement)\\b");

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final MongoClient mongo;
    private final String bootstrapServers;
    private final Clients clients;
    private Admin kafka;

    WatchedClients(Addresses addresses, Bodies bodies) {
        mongo = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(addresses.catalogue()))
                .addCommandListener(new WatchedCommands("catalogue", bodies))
                .build());
        bootstrapServers = addresses.events();
        clients = new Clients(
                watched("orders", Databases.at(addresses.orders()), bodies),
                watched("warehouse", Databases.at(addresses.warehouse()), bodies),
                mongo,
                addresses.catalogueDatabase(),
                watched("events", this::kafka, bodies),
                new Payments(new WatchedHttpClient("payments", bodies), addresses.payments()),
                addresses.environment());
    }

    Clients clients() {
        return clients;
    }

    /** Made by whoever asks first: most platforms die sooner, and it takes a third of their time. */
    private synchronized Admin kafka() {
        if (kafka == null) {
            kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        }
        return kafka;
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close(CLOSING);
        }
        mongo.close();
    }

    private static DataSource watched(String system, DataSource raw, Bodies bodies) {
        return WatchedDataSource.by(
                new Watcher() {
                    @Override
                    public void before(String sql) {
                        if (TABLES.matcher(sql).find()) {
                            bodies.before(system);
                        } else {
                            bodies.library("before", system + " " + WatchedDataSource.kind(sql));
                        }
                    }

                    @Override
                    public void after(String sql) {
                        if (TABLES.matcher(sql).find()) {
                            bodies.after(system);
                        } else {
                            bodies.library("after", system + " " + WatchedDataSource.kind(sql));
                        }
                    }
                },
                raw);
    }

    private static Admin watched(String system, Supplier<Admin> raw, Bodies bodies) {
        return (Admin) Proxy.newProxyInstance(
                WatchedClients.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals") ? proxy == args[0] : invoke(raw.get(), method, args);
                    }
                    bodies.before(system);
                    Object result = invoke(raw.get(), method, args);
                    awaitAnswer(result);
                    bodies.after(system);
                    return result;
                });
    }

    private static Object invoke(Object raw, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(raw, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** So that "after" is after the answer; whatever it is, the body hears it by itself. */
    private static void awaitAnswer(Object result) throws ReflectiveOperationException, InterruptedException {
        for (Method method : result.getClass().getMethods()) {
            if (method.getName().equals("all") && method.getParameterCount() == 0) {
                try {
                    ((KafkaFuture<?>) method.invoke(result)).get(30, TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    return;
                }
            }
        }
    }
}
