package io.flamingock.internal.change;

import io.flamingock.api.ChangeDefinition;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A change without a class, as it was defined on the builder. Immutable. */
public final class LambdaChange {

    private final String id;
    private final LambdaDefinition definition;

    private LambdaChange(String id, LambdaDefinition definition) {
        this.id = id;
        this.definition = definition;
    }

    /** Calls the definition at once; what it throws comes out as it is. */
    public static LambdaChange of(String id, Consumer<? super ChangeDefinition> definition) {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(definition, "definition is null");
        var collected = new LambdaDefinition(id, definition.getClass());
        definition.accept(collected);
        collected.close();
        return new LambdaChange(id, collected);
    }

    /** As it is declared, with what is wrong with it reported. */
    Declared read(String stage, Findings findings) {
        Place place = definition.place();
        String order = order(place, findings);
        if (definition.executions().isEmpty()) {
            findings.error("D6", place.source(), "nothing is executed", "call execute(…) in its definition");
        }
        if (definition.executions().size() > 1 || definition.rollbacks().size() > 1) {
            findings.error(
                    "D6",
                    place.source(),
                    "execute(…) was called " + definition.executions().size() + " times, rollback(…) "
                            + definition.rollbacks().size() + " times",
                    "call execute(…) once and rollback(…) at most once; two things to do are two changes");
        }
        @Nullable Duration timeout = definition.attributes().timeout();
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            findings.error("D16", place.source(), "the timeout " + timeout + " is no time", "make it longer than zero");
        }
        return new Declared(
                new Header(stage, id, order, place, definition.attributes()),
                new Call(place.source(), "<init>", List.of(), none -> MethodHandles.constant(Object.class, null)),
                definition.executions().stream().findFirst().orElse(null),
                definition.rollbacks().stream().findFirst().orElse(null));
    }

    private String order(Place place, Findings findings) {
        if (definition.order().isEmpty()) {
            findings.error("D3", place.source(), "no order is declared", "call order(\"0001\") in its definition");
            return "";
        }
        return Orders.of(definition.order(), "", place.source(), findings);
    }
}
