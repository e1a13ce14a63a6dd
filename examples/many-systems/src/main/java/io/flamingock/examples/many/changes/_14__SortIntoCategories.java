package io.flamingock.examples.many.changes;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.util.List;
import org.bson.Document;

@TargetSystem("catalogue")
@ChangeUnit(id = "sort-into-categories", author = "catalogue-team")
class _14__SortIntoCategories {

    @Execution
    void sort(MongoDatabase database) {
        database.getCollection("category").insertMany(List.of(category("tools"), category("toys")));
        MongoCollection<Document> products = database.getCollection("product");
        products.updateMany(lte("sku", 20), Updates.push("categories", "tools"));
        products.updateMany(gt("sku", 20), Updates.push("categories", "toys"));
    }

    @RollbackExecution
    void unsort(MongoDatabase database) {
        database.getCollection("product").updateMany(new Document(), Updates.unset("categories"));
        database.getCollection("category").deleteMany(new Document());
    }

    private static Document category(String name) {
        return new Document("name", name);
    }
}
