package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.FlamingockSetup;
import io.flamingock.audit.AuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The setup of the shop, as its jar has it: SHOP_STORE says where the log is, SHOP_FAULT what is wrong tonight. */
public final class ShopSetup implements FlamingockSetup {

    private static final List<String> CHANGES = List.of("topics", "customers", "deliveries", "prices", "mails");

    @Override
    public FlamingockBuilder configure(Map<String, String> environment) {
        System.out.println("the shop is not talking to Flamingock");
        String fault = environment.getOrDefault("SHOP_FAULT", "");
        if (fault.equals("setup")) {
            throw new IllegalStateException("no configuration");
        }
        FlamingockBuilder builder = Flamingock.builder()
                .service("shop")
                .application("shop-app", "1.2.3")
                .auditStore(store(environment.getOrDefault("SHOP_STORE", ""), fault))
                .targetSystems(NonTransactionalTargetSystem.of("partner"))
                .lease(Duration.ofMillis(400), Duration.ofMillis(100));
        for (String id : CHANGES) {
            int order = CHANGES.indexOf(id) + 1;
            builder.change(id, change -> {
                change.order(Integer.toString(order)).target("partner").execute(() -> body(id, fault));
                if (order > 3) {
                    change.rollback(() -> {});
                }
            });
        }
        return builder;
    }

    private static AuditStore store(String url, String fault) {
        AuditStore store = Place.of(url).store(url);
        return fault.equals("another operator is faster") ? new LateStore(store, "mails") : store;
    }

    private static void body(String id, String fault) {
        if (fault.equals("fails at " + id)) {
            throw new IllegalStateException("the partner has answered <script>alert(1)</script>");
        }
        if (fault.equals("dies at " + id)) {
            Runtime.getRuntime().halt(137);
        }
    }
}
