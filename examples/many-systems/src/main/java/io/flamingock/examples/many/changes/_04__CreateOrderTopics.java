package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Kafka has no transactions over topics. If this is cut off between the two, a human looks which of them are there. */
@TargetSystem("events")
@ChangeUnit(id = "create-order-topics", author = "events-team")
class _04__CreateOrderTopics {

    @Execution
    void create(Admin admin, @Named("environment") String environment) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(environment + ".orders", 3, (short) 1)))
                .all()
                .get();
        admin.createTopics(List.of(new NewTopic(environment + ".orders-rejected", 1, (short) 1)))
                .all()
                .get();
    }

    /** Only one of them may be there. */
    @RollbackExecution
    void delete(Admin admin, @Named("environment") String environment) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        admin.deleteTopics(List.of(environment + ".orders", environment + ".orders-rejected").stream()
                        .filter(there::contains)
                        .toList())
                .all()
                .get();
    }
}
