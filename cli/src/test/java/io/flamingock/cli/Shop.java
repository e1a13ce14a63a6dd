package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.RunFailedException;
import io.flamingock.audit.AuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.util.List;

/** An application whose third change of five fails, unless somebody has repaired what it needs. */
final class Shop {

    static final String SERVICE = "shop";

    private Shop() {}

    static Flamingock on(AuditStore store, boolean repaired) {
        return named(store, repaired, List.of("topics", "customers", "deliveries", "prices", "mails"));
    }

    /** The same with other ids; the third one fails. Those after it can be undone. */
    static Flamingock named(AuditStore store, boolean repaired, List<String> ids) {
        FlamingockBuilder builder = Flamingock.builder()
                .service(SERVICE)
                .application("shop-app", "1.2.3")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("partner"));
        for (int i = 0; i < ids.size(); i++) {
            boolean fails = i == 2 && !repaired;
            int order = i + 1;
            builder.change(ids.get(i), change -> {
                change.order(Integer.toString(order))
                        .author("shop-team")
                        .target("partner")
                        .execute(() -> {
                            if (fails) {
                                throw new IllegalStateException("=the partner has answered <script>alert(1)</script>");
                            }
                        });
                if (order > 3) {
                    change.rollback(() -> {});
                }
            });
        }
        return builder.build();
    }

    /** The start of an application that fails. */
    static void fails(AuditStore store) {
        fails(on(store, false));
    }

    static void fails(Flamingock shop) {
        try {
            Object unused = shop.run();
            throw new AssertionError("it should have failed");
        } catch (RunFailedException e) {
            // as it should
        }
    }
}
