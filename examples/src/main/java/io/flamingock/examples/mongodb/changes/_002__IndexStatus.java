package io.flamingock.examples.mongodb.changes;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.TargetSystem;

/** No index is created in a transaction; to create it again where it is there already does nothing. */
@TargetSystem("user-database")
@ChangeUnit(id = "index-status", author = "platform-team", transactional = false)
@Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
class _002__IndexStatus {

    @Execution
    void execute(MongoDatabase database) {
        database.getCollection("users").createIndex(Indexes.ascending("status"));
    }
}
