package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes through all that the driver's interfaces have, so that nothing a new version adds slips past a transaction. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundMethodsTest {

    /** A method that gets a twin, or that is restricted no longer, is to be looked at by a human. */
    private static final Set<String> WITHOUT_SERVER =
            names("getName getNamespace getDocumentClass getCodecRegistry getReadPreference "
                    + "getWriteConcern getReadConcern getTimeout getCollection withDocumentClass "
                    + "withCodecRegistry withReadPreference withWriteConcern withReadConcern "
                    + "withTimeout");

    private static final Set<String> REFUSED =
            names("estimatedDocumentCount createIndex createIndexes dropIndex dropIndexes "
                    + "listIndexes createSearchIndex createSearchIndexes updateSearchIndex "
                    + "dropSearchIndex listSearchIndexes createCollection createView drop "
                    + "renameCollection listCollections listCollectionNames mapReduce watch");

    private static final Set<String> OPERATIONS =
            names("runCommand aggregate countDocuments distinct find bulkWrite insertOne insertMany "
                    + "deleteOne deleteMany replaceOne updateOne updateMany findOneAndDelete "
                    + "findOneAndReplace findOneAndUpdate");

    private record Call(Method method, List<Object> arguments) {}

    private final List<Call> reached = new ArrayList<>();
    private final ClientSession session = fake(ClientSession.class);
    private final BoundHandles handles = new BoundHandles(session, () -> {}, e -> e);

    static Stream<Method> everyMethod() {
        return Stream.of(MongoDatabase.class, MongoCollection.class).flatMap(type -> Arrays.stream(type.getMethods()));
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void every_method_is_known_by_its_name(Method method) {
        assertThat(List.of(
                        WITHOUT_SERVER.contains(method.getName()),
                        REFUSED.contains(method.getName()),
                        OPERATIONS.contains(method.getName())))
                .as("%s is in exactly one of the lists", method)
                .containsOnlyOnce(true);
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void every_operation_reaches_the_driver_with_the_session_or_not_at_all(Method method) throws Throwable {
        Object handle = handle(method.getDeclaringClass());
        Object[] arguments = arguments(method);

        if (REFUSED.contains(method.getName())) {
            assertThatThrownBy(() -> call(handle, method, arguments))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(method.getName() + "()")
                    .hasMessageContaining("transactional = false");
            assertThat(reached).isEmpty();
            return;
        }
        call(handle, method, arguments);

        assertThat(reached).hasSize(1);
        Call call = reached.get(0);
        assertThat(call.method().getName()).isEqualTo(method.getName());
        if (WITHOUT_SERVER.contains(method.getName())) {
            assertThat(call.method()).isEqualTo(method);
        } else {
            assertThat(call.method().getParameterTypes()[0]).isEqualTo(ClientSession.class);
            assertThat(call.arguments().get(0)).isSameAs(session);
            assertThat(call.arguments()).endsWith(withoutSession(method, arguments));
            assertThat(call.method().getGenericReturnType().getTypeName())
                    .isEqualTo(method.getGenericReturnType().getTypeName());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void what_comes_out_of_a_handle_is_a_handle(Method method) throws Throwable {
        Class<?> type = method.getReturnType();
        boolean leadsOn = type == MongoDatabase.class
                || type == MongoCollection.class
                || MongoIterable.class.isAssignableFrom(type);
        if (leadsOn && !REFUSED.contains(method.getName())) {
            Object result = call(handle(method.getDeclaringClass()), method, arguments(method));

            assertThat(result).isInstanceOf(type);
            assertThat(result.toString()).endsWith("of a change");
        }
    }

    @Test
    void iterables_and_cursors_lead_to_handles_and_stop_with_the_transaction() {
        boolean[] over = {false};
        BoundHandles closing = new BoundHandles(
                session,
                () -> {
                    if (over[0]) {
                        throw new IllegalStateException("over");
                    }
                },
                e -> e);
        MongoCollection<?> collection = closing.of(MongoCollection.class, fake(MongoCollection.class));
        FindIterable<?> found = collection.find().limit(1).batchSize(2);
        MongoCursor<?> cursor = found.map(document -> document).iterator();

        over[0] = true;

        assertThatThrownBy(collection::find).hasMessage("over");
        assertThatThrownBy(found::first).hasMessage("over");
        assertThatThrownBy(found::iterator).hasMessage("over");
        assertThatThrownBy(cursor::hasNext).hasMessage("over");
        cursor.close();
    }

    @Test
    void an_iterable_that_returns_itself_stays_the_same_handle() {
        FindIterable<?> self = (FindIterable<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FindIterable.class}, (proxy, method, args) -> proxy);
        MongoCollection<?> behind = (MongoCollection<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoCollection.class}, (proxy, method, args) -> self);
        FindIterable<?> found = handles.of(MongoCollection.class, behind).find();

        assertThat((Object) found.skip(1)).isSameAs(found).isNotSameAs(self);
    }

    @Test
    void a_session_ends_nothing_and_does_everything_else() throws Throwable {
        ClientSession handle = handles.session();
        Set<String> ending =
                Set.of("startTransaction", "commitTransaction", "abortTransaction", "withTransaction", "close");
        for (Method method : ClientSession.class.getMethods()) {
            reached.clear();
            if (ending.contains(method.getName())) {
                assertThatThrownBy(() -> call(handle, method, arguments(method)))
                        .as(method.toString())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(method.getName() + "() is refused");
                assertThat(reached).isEmpty();
            } else {
                call(handle, method, arguments(method));
                assertThat(reached).extracting(Call::method).containsExactly(method);
            }
        }
    }

    @Test
    void the_session_of_somebody_else_is_refused() {
        MongoCollection<?> collection = handles.of(MongoCollection.class, fake(MongoCollection.class));

        assertThatThrownBy(() -> collection.countDocuments(fake(ClientSession.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another session");
        assertThat(reached).isEmpty();
    }

    @Test
    void a_command_that_would_end_the_transaction_is_refused() {
        MongoDatabase database = handles.of(MongoDatabase.class, fake(MongoDatabase.class));

        assertThatThrownBy(() -> database.runCommand(new Document("commitTransaction", 1)))
                .hasMessageContaining("commitTransaction is refused");
        assertThatThrownBy(() -> database.runCommand(new Document("abortTransaction", 1)))
                .hasMessageContaining("abortTransaction is refused");
        assertThat(reached).isEmpty();
    }

    private static Set<String> names(String text) {
        return Set.of(text.split(" "));
    }

    private Object handle(Class<?> type) {
        return type == MongoDatabase.class
                ? handles.of(MongoDatabase.class, fake(MongoDatabase.class))
                : handles.of(MongoCollection.class, fake(MongoCollection.class));
    }

    private Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(this::argument).toArray();
    }

    private Object argument(Class<?> type) {
        return type == ClientSession.class
                ? handles.session()
                : type == long.class ? 1L : type == boolean.class ? false : null;
    }

    private static Object[] withoutSession(Method method, Object[] arguments) {
        boolean given = arguments.length > 0 && method.getParameterTypes()[0] == ClientSession.class;
        return given ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    }

    private static Object call(Object handle, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(handle, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Answers everything, with fakes where the answer is an interface of the driver, and notes what it was asked. */
    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> proxy == args[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "a fake";
                        };
                    }
                    reached.add(new Call(method, args == null ? List.of() : Arrays.asList(args)));
                    return answer(method.getReturnType());
                }));
    }

    private Object answer(Class<?> type) {
        if (type.isPrimitive()) {
            return type == void.class
                    ? null
                    : type == boolean.class ? (Object) true : type == int.class ? (Object) 1 : 1L;
        }
        return type.isInterface() && type.getName().startsWith("com.mongodb.client") ? fake(type) : null;
    }
}
