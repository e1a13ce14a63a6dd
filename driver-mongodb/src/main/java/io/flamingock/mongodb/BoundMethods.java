package io.flamingock.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a method of {@link MongoDatabase} or {@link MongoCollection} is to a transaction. */
enum BoundMethods {
    /** Talks to no server. */
    PLAIN,
    /** An operation that is given a session. */
    OF_A_SESSION,
    /** An operation that has such a one beside it, for the same parameters. */
    WITH_A_TWIN,
    /** An operation that no server executes in a transaction, or that this version does not know. */
    REFUSED;

    /** In MongoDB's manual under "operations restricted in transactions", or without a session in the driver. */
    private static final Set<String> RESTRICTED = Set.of(
            "estimatedDocumentCount",
            "createIndex",
            "createIndexes",
            "dropIndex",
            "dropIndexes",
            "listIndexes",
            "createSearchIndex",
            "createSearchIndexes",
            "updateSearchIndex",
            "dropSearchIndex",
            "listSearchIndexes",
            "createCollection",
            "createView",
            "drop",
            "renameCollection",
            "listCollections",
            "listCollectionNames",
            "mapReduce",
            "watch");

    private static final Set<String> WITHOUT_SERVER = Set.of(
            "getName",
            "getNamespace",
            "getDocumentClass",
            "getCodecRegistry",
            "getReadPreference",
            "getWriteConcern",
            "getReadConcern",
            "getTimeout",
            "getCollection",
            "withDocumentClass",
            "withCodecRegistry",
            "withReadPreference",
            "withWriteConcern",
            "withReadConcern",
            "withTimeout");

    private static final Set<String> ENDING =
            Set.of("startTransaction", "commitTransaction", "abortTransaction", "withTransaction", "close");

    private static final Map<Method, BoundMethods> KNOWN = new ConcurrentHashMap<>();

    static BoundMethods of(Method method) {
        return KNOWN.computeIfAbsent(method, BoundMethods::classify);
    }

    /** The same operation with a session before its parameters. */
    static Method twin(Method method) throws NoSuchMethodException {
        Class<?>[] parameters = method.getParameterTypes();
        Class<?>[] withSession = new Class<?>[parameters.length + 1];
        withSession[0] = ClientSession.class;
        System.arraycopy(parameters, 0, withSession, 1, parameters.length);
        return method.getDeclaringClass().getMethod(method.getName(), withSession);
    }

    /** Of a {@link ClientSession}. */
    static boolean endsTransaction(Method method) {
        return ENDING.contains(method.getName());
    }

    private static BoundMethods classify(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (RESTRICTED.contains(method.getName())) {
            return REFUSED;
        }
        if (WITHOUT_SERVER.contains(method.getName())) {
            return PLAIN;
        }
        if (parameters.length > 0 && parameters[0] == ClientSession.class) {
            return OF_A_SESSION;
        }
        try {
            twin(method);
            return WITH_A_TWIN;
        } catch (NoSuchMethodException e) {
            return REFUSED;
        }
    }
}
