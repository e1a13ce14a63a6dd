package io.flamingock.examples.many;

import static io.flamingock.examples.many.Tally.perUnit;
import static io.flamingock.examples.many.Tally.perValue;
import static io.flamingock.examples.many.Tally.together;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.bson.Document;

/**
 * How often the effect of each change is there: what the systems themselves answer, asked without the library, through
 * connections of its own.
 */
final class Effects {

    private static final int CUSTOMERS = 50;
    private static final int PRODUCTS = 40;
    private static final String A_YEAR = "31536000000";

    private final Tables warehouse;
    private final MongoDatabase catalogue;
    private final Topics events;
    private final PaymentProvider payments;
    private final Map<String, Question> questions = new LinkedHashMap<>();

    /** Asks a system how often something is there. */
    private interface Question {
        long ask() throws SQLException, ExecutionException, InterruptedException;
    }

    /** Asks, or does something, where there is no answer. */
    private interface Action {
        void run() throws SQLException, ExecutionException, InterruptedException;
    }

    Effects(Tables orders, Tables warehouse, MongoDatabase catalogue, Topics events, PaymentProvider payments) {
        this.warehouse = warehouse;
        this.catalogue = catalogue;
        this.events = events;
        this.payments = payments;
        questions.put("01", () -> together(orders.exist("customer"), orders.exist("customer_order")));
        questions.put("02", () -> together(warehouse.exist("stock"), warehouse.exist("movement")));
        questions.put("03", () -> perUnit(products().countDocuments(), PRODUCTS));
        questions.put(
                "04", () -> together(events.partitions("orders") == 3 ? 1 : 0, events.partitions("orders-rejected")));
        questions.put("05", () -> payments.things("/accounts"));
        questions.put("06", () -> perUnit(orders.rows("customer", "true"), CUSTOMERS));
        questions.put("07", () -> together(stock("stock", "quantity <= 10"), stock("movement", "reason = 'filled'")));
        questions.put("08", () -> events.retention("orders").equals(A_YEAR) ? 1 : 0);
        questions.put("09", this::raises);
        questions.put("10", () -> payments.things("/webhooks"));
        questions.put("11", () -> perValue(orders.column("customer", "points"), 100));
        questions.put("12", () -> together(samples(), stock("movement", "reason = 'sample' AND quantity = -1")));
        questions.put("13", () -> events.partitions("payments") == 2 ? 1 : 0);
        questions.put("14", this::sortings);
        questions.put("15", () -> perUnit(orders.rows("customer_order", "true"), 10));
    }

    /** The numbers of all changes. */
    Set<String> changes() {
        return questions.keySet();
    }

    /** Waits until all systems show what was done before. */
    void refresh() {
        acting(events::refresh);
    }

    /** How often, or {@link Tally#IN_PART}. */
    long of(String change) {
        long[] answer = new long[1];
        acting(() -> answer[0] = questions.get(change).ask());
        return answer[0];
    }

    /** How many requests for that change have arrived; only of those whose target counts requests. */
    long requests(String change) {
        return payments.requests(change.equals("05") ? "/accounts" : "/webhooks");
    }

    /** Removes by hand what is there in part, as an operator does before deciding. */
    void remove(String change) {
        acting(() -> {
            switch (change) {
                case "02" -> warehouse.drop("movement", "stock");
                case "04" -> events.delete("orders", "orders-rejected");
                default -> throw new IllegalStateException("the effect of " + change + " is there in part");
            }
            events.refresh();
        });
    }

    private static void acting(Action action) {
        try {
            action.run();
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long raises() {
        return perValue(
                products().find().into(new ArrayList<>()).stream()
                        .mapToLong(product -> product.getInteger("cents") - 1_000L),
                50);
    }

    private long samples() throws SQLException {
        return perValue(warehouse.column("stock", "quantity").map(quantity -> 10 - quantity), 1);
    }

    private long sortings() {
        long sorted = products()
                .countDocuments(Filters.or(
                        Filters.and(Filters.lte("sku", 20), Filters.eq("categories", List.of("tools"))),
                        Filters.and(Filters.gt("sku", 20), Filters.eq("categories", List.of("toys")))));
        long any = products().countDocuments(Filters.exists("categories"));
        return sorted == any
                ? together(
                        perUnit(sorted, PRODUCTS),
                        perUnit(catalogue.getCollection("category").countDocuments(), 2))
                : Tally.IN_PART;
    }

    private MongoCollection<Document> products() {
        return catalogue.getCollection("product");
    }

    private long stock(String table, String condition) throws SQLException {
        return perUnit(warehouse.rows(table, condition), PRODUCTS);
    }
}
