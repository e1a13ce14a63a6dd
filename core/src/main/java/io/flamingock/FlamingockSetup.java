package io.flamingock;

import java.util.Map;

/**
 * Says once how an application uses Flamingock, for its own {@code main} and for the command line, which finds it in the
 * jar of the application by {@link java.util.ServiceLoader}: its name stands in
 * {@code META-INF/services/io.flamingock.FlamingockSetup}.
 *
 * <pre>{@code
 * public final class ShopSetup implements FlamingockSetup {
 *     public FlamingockBuilder configure(Map<String, String> environment) {
 *         DataSource database = database(environment.get("SHOP_DATABASE"));
 *         return Flamingock.builder()
 *                 .service("shop")
 *                 .auditStore(SqlAuditStore.of(database))
 *                 .targetSystems(SqlTargetSystem.of("shop-database", database))
 *                 .changes("com.acme.shop.changes");
 *     }
 * }
 *
 * new ShopSetup().configure(System.getenv()).run();    // in main
 * }</pre>
 *
 * <p>What it opens stays open until its process ends. It is public, and so is its constructor without parameters.
 */
public interface FlamingockSetup {

    /**
     * Configures store, target systems, dependencies and changes; called once in a process.
     *
     * @param environment the variables of the process
     * @return what is to be built
     */
    FlamingockBuilder configure(Map<String, String> environment);
}
