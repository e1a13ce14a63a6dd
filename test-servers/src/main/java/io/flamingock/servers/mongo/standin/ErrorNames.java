package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Codes of errors as MongoDB names them, and the labels that its servers put on them. */
final class ErrorNames {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(6, "HostUnreachable"),
            Map.entry(7, "HostNotFound"),
            Map.entry(24, "LockTimeout"),
            Map.entry(50, "MaxTimeMSExpired"),
            Map.entry(64, "WriteConcernFailed"),
            Map.entry(89, "NetworkTimeout"),
            Map.entry(91, "ShutdownInProgress"),
            Map.entry(100, "UnsatisfiableWriteConcern"),
            Map.entry(112, "WriteConflict"),
            Map.entry(189, "PrimarySteppedDown"),
            Map.entry(246, "SnapshotUnavailable"),
            Map.entry(251, "NoSuchTransaction"),
            Map.entry(262, "ExceededTimeLimit"),
            Map.entry(9001, "SocketException"),
            Map.entry(10107, "NotWritablePrimary"),
            Map.entry(11600, "InterruptedAtShutdown"),
            Map.entry(11601, "Interrupted"),
            Map.entry(11602, "InterruptedDueToReplStateChange"),
            Map.entry(13435, "NotPrimaryNoSecondaryOk"),
            Map.entry(13436, "NotPrimaryOrSecondary"));

    private static final Set<Integer> RETRYABLE =
            Set.of(6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private static final Set<Integer> TRANSIENT = Set.of(24, 112, 246, 251);

    static String of(int code) {
        return NAMES.getOrDefault(code, "Location" + code);
    }

    static List<String> labels(Operation operation, Document answer) {
        List<String> labels = new ArrayList<>();
        int code = answer.get("code") instanceof Number number ? number.intValue() : 0;
        boolean ending = operation.endsTransaction();
        if (operation.inTransaction() && (TRANSIENT.contains(code) || (RETRYABLE.contains(code) && !ending))) {
            labels.add("TransientTransactionError");
        }
        boolean retryableWrite = operation.transactionNumber() != null && !operation.inTransaction();
        if ((ending || retryableWrite) && (RETRYABLE.contains(code) || RETRYABLE.contains(writeConcernCode(answer)))) {
            labels.add("RetryableWriteError");
        }
        return labels;
    }

    private static int writeConcernCode(Document answer) {
        return answer.get("writeConcernError") instanceof Document error && error.get("code") instanceof Number number
                ? number.intValue()
                : 0;
    }

    private ErrorNames() {}
}
