package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** To set it twice is to set it once: whoever was cut off in here may begin again. */
@TargetSystem("events")
@Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
@ChangeUnit(id = "keep-order-events", author = "events-team")
class _08__KeepOrderEvents {

    private static final String RETENTION = "retention.ms";

    @Execution
    void keep(Admin admin, @Named("environment") String environment) throws ExecutionException, InterruptedException {
        alter(admin, environment, new AlterConfigOp(new ConfigEntry(RETENTION, "31536000000"), OpType.SET));
    }

    @RollbackExecution
    void asBefore(Admin admin, @Named("environment") String environment)
            throws ExecutionException, InterruptedException {
        alter(admin, environment, new AlterConfigOp(new ConfigEntry(RETENTION, ""), OpType.DELETE));
    }

    private static void alter(Admin admin, String environment, AlterConfigOp change)
            throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, environment + ".orders");
        admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
}
