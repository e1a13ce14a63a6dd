package io.flamingock.examples.many.changes;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import org.bson.Document;

/** Done twice it would be wrong, and nothing would show it. */
@TargetSystem("catalogue")
@ChangeUnit(id = "raise-prices", author = "catalogue-team")
class _09__RaisePrices {

    @Execution
    void raise(MongoDatabase database) {
        add(database, 50);
    }

    @RollbackExecution
    void lower(MongoDatabase database) {
        add(database, -50);
    }

    private static void add(MongoDatabase database, int cents) {
        database.getCollection("product").updateMany(new Document(), Updates.inc("cents", cents));
    }
}
