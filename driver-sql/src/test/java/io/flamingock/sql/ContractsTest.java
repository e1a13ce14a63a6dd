package io.flamingock.sql;

import io.flamingock.servers.SqlServer;
import io.flamingock.tck.EveryContractRan;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "allServersAreThere", disabledReason = "the contracts cannot all run where a server is missing")
class ContractsTest extends EveryContractRan {

    static boolean allServersAreThere() {
        return Arrays.stream(SqlServer.values()).allMatch(SqlServer::isThere);
    }
}
