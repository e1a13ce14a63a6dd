package io.flamingock.examples.mongodb.changes;

import com.mongodb.client.MongoDatabase;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import org.bson.Document;

/** The database is bound to the transaction: all documents and the outcome are updated together, or none is. */
@TargetSystem("user-database")
@ChangeUnit(id = "add-user-status", author = "platform-team")
class _001__AddUserStatusField {

    @Execution
    void execute(MongoDatabase database) {
        database.getCollection("users")
                .updateMany(new Document(), new Document("$set", new Document("status", "active")));
    }

    @RollbackExecution
    void rollback(MongoDatabase database) {
        database.getCollection("users").updateMany(new Document(), new Document("$unset", new Document("status", "")));
    }
}
