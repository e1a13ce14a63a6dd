package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.FlamingockSetup;
import io.flamingock.audit.AuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.TargetSystem;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The setup of the shop, as its jar has it: SHOP_STORE says where the log is, SHOP_FAULT what is wrong tonight. */
public final class ShopSetup implements FlamingockSetup {

    private static final List<String> CHANGES = List.of("topics", "customers", "deliveries", "prices", "mails");

    @Override
    public FlamingockBuilder configure(Map<String, String> environment) {
        System.out.println("the shop is not talking to Flamingock");
        ShopFault fault = new ShopFault(environment.getOrDefault("SHOP_FAULT", ""));
        fault.inSetup();
        FlamingockBuilder builder = Flamingock.builder()
                .service("shop")
                .application("shop-app", "1.2.3")
                .auditStore(store(environment.getOrDefault("SHOP_STORE", ""), fault))
                .targetSystems(target(fault))
                .connectTimeout(Duration.ofMillis(500));
        if (fault.is("waits at prices")) { // and is killed there: whoever comes next waits for its lease to expire
            builder.lease(Duration.ofSeconds(2), Duration.ofMillis(250));
        }
        for (String id : CHANGES) {
            int order = CHANGES.indexOf(id) + 1;
            builder.change(id, change -> {
                change.order(Integer.toString(order)).target("partner");
                if (fault.is("target is down")) {
                    change.execute(Connection.class, connection -> fault.inBodyOf(id));
                } else {
                    change.execute(() -> fault.inBodyOf(id));
                }
                if (order > 3) {
                    change.rollback(() -> {});
                }
            });
        }
        return builder;
    }

    private static AuditStore store(String url, ShopFault fault) {
        AuditStore store = Place.of(url).store(url);
        return fault.is("another operator is faster") ? new LateStore(store, "mails") : store;
    }

    private static TargetSystem target(ShopFault fault) {
        if (!fault.is("target is down")) {
            return NonTransactionalTargetSystem.of("partner");
        }
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:9/partner?user=shop&password=open-sesame");
        return SqlTargetSystem.of("partner", nobody);
    }
}
