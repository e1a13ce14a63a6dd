package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.TargetSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Content with what it finds, and therefore fit for being run again. */
@TargetSystem("events")
@Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
@ChangeUnit(id = "create-payment-topic", author = "events-team")
class _13__CreatePaymentTopic {

    @Execution
    void create(Admin admin, @Named("environment") String environment) throws ExecutionException, InterruptedException {
        NewTopic payments =
                new NewTopic(environment + ".payments", 2, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try {
            admin.createTopics(List.of(payments)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
