package io.flamingock.examples.many.changes;

import com.mongodb.client.MongoDatabase;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.util.stream.IntStream;
import org.bson.Document;

/** Nothing in the documents would keep a second run from inserting all of them again. */
@TargetSystem("catalogue")
@ChangeUnit(id = "load-catalogue", author = "catalogue-team")
class _03__LoadCatalogue {

    @Execution
    void load(MongoDatabase database) {
        insert(database, 1, 20);
        insert(database, 21, 40);
    }

    @RollbackExecution
    void clear(MongoDatabase database) {
        database.getCollection("product").deleteMany(new Document());
    }

    private static void insert(MongoDatabase database, int from, int to) {
        database.getCollection("product")
                .insertMany(IntStream.rangeClosed(from, to)
                        .mapToObj(sku -> new Document("sku", sku)
                                .append("name", "product " + sku)
                                .append("cents", 1_000))
                        .toList());
    }
}
