package io.flamingock.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Database, collections and session of a transaction, by proxy. Each operation is passed on to its twin that has the
 * session as its first parameter, and whatever comes out of it is such a handle again: derived databases and
 * collections, iterables, cursors.
 */
final class BoundHandles {

    private static final Set<String> ENDING_COMMANDS = Set.of("commitTransaction", "abortTransaction");

    private final ClientSession session;
    private final Runnable check;
    private final UnaryOperator<RuntimeException> explain;
    private final ClientSession own;

    /** {@code check} throws when the transaction is over; {@code explain} makes of what an operation threw what a body gets. */
    BoundHandles(ClientSession session, Runnable check, UnaryOperator<RuntimeException> explain) {
        this.session = session;
        this.check = check;
        this.explain = explain;
        this.own = (ClientSession) proxy(
                new Class<?>[] {ClientSession.class},
                "ClientSession",
                (proxy, method, args) -> onSession(method, args));
    }

    ClientSession session() {
        return own;
    }

    /** The handle of a database or a collection. */
    <T> T of(Class<T> type, T behind) {
        return type.cast(proxy(
                new Class<?>[] {type},
                type.getSimpleName(),
                (proxy, method, args) -> onOperations(behind, method, args)));
    }

    private @Nullable Object onSession(Method method, Object @Nullable [] args) throws Throwable {
        if (BoundMethods.endsTransaction(method)) {
            throw new IllegalStateException("[X41] " + method.getName()
                    + "() is refused: the change and its outcome are committed together, after the"
                    + " method has returned, and rolled back if it throws. Declare transactional = false for a change"
                    + " that commits by itself");
        }
        check.run();
        return invoke(session, method, args);
    }

    private @Nullable Object onOperations(Object behind, Method method, Object @Nullable [] args) throws Throwable {
        return switch (BoundMethods.of(method)) {
            case PLAIN -> wrapped(invoke(behind, method, args), behind, null);
            case REFUSED -> throw new IllegalStateException(Explained.refusal(method.getName() + "()"));
            case OF_A_SESSION -> {
                check.run();
                Object[] given = args == null ? new Object[0] : args.clone();
                checkOwn(given);
                given[0] = session;
                checkCommand(given);
                yield wrapped(invoke(behind, method, given), behind, null);
            }
            case WITH_A_TWIN -> {
                check.run();
                int count = args == null ? 0 : args.length;
                Object[] given = new Object[count + 1];
                given[0] = session;
                if (args != null) {
                    System.arraycopy(args, 0, given, 1, count);
                }
                checkCommand(given);
                yield wrapped(invoke(behind, BoundMethods.twin(method), given), behind, null);
            }
        };
    }

    /** A session of somebody else's would take the operation out of the transaction. */
    private void checkOwn(Object[] given) {
        if (given[0] != own) {
            throw new IllegalStateException(
                    "[X41] another session than that of the change: what is done through the bound"
                            + " database is part of the change's own transaction");
        }
    }

    private static void checkCommand(Object[] given) {
        for (Object argument : given) {
            if (argument instanceof BsonDocument || argument instanceof org.bson.Document) {
                BsonDocument command = ((Bson) argument).toBsonDocument();
                if (!command.isEmpty() && ENDING_COMMANDS.contains(command.getFirstKey())) {
                    throw new IllegalStateException(
                            "[X41] the command " + command.getFirstKey() + " is refused in a change");
                }
            }
        }
    }

    /** {@code self} is the handle of {@code behind}, where a result may be that again. */
    private @Nullable Object wrapped(@Nullable Object result, Object behind, @Nullable Object self) {
        if (result == behind && self != null) {
            return self;
        }
        if (result instanceof MongoDatabase database) {
            return of(MongoDatabase.class, database);
        }
        if (result instanceof MongoCollection<?> collection) {
            return of(MongoCollection.class, collection);
        }
        return result instanceof MongoIterable<?> || result instanceof MongoCursor<?> ? results(result) : result;
    }

    private Object results(Object behind) {
        return proxy(interfaces(behind.getClass()), "results", (proxy, method, args) -> {
            if (!method.getName().equals("close")) {
                check.run();
            }
            return wrapped(invoke(behind, method, args), behind, proxy);
        });
    }

    private static Class<?>[] interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (@Nullable Class<?> level = type; level != null; level = level.getSuperclass()) {
            for (Class<?> each : level.getInterfaces()) {
                if (Modifier.isPublic(each.getModifiers())) {
                    found.add(each);
                }
            }
        }
        return found.toArray(new Class<?>[0]);
    }

    private @Nullable Object invoke(Object behind, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(behind, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException runtime ? explain.apply(runtime) : e.getCause();
        }
    }

    /** A proxy with identity, and a name for people. */
    private static Object proxy(Class<?>[] types, String name, InvocationHandler handler) {
        return Proxy.newProxyInstance(BoundHandles.class.getClassLoader(), types, (proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> args != null && proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "the " + name + " of a change";
                };
            }
            return handler.invoke(proxy, method, args);
        });
    }
}
