package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One command that is being answered. Mutable fields are guarded by the store's lock. */
final class Operation {

    final int id;
    final Connection connection;
    final String name;
    final String database;
    final Document command;
    final Instant since;
    final long startedNanos = System.nanoTime();

    boolean waiting;
    boolean killed;

    Operation(int id, Connection connection, Document command, Instant since) {
        this.id = id;
        this.connection = connection;
        this.name = Data.name(command);
        this.database = String.valueOf(command.get("$db"));
        this.command = command;
        this.since = since;
    }

    @Nullable
    UUID session() {
        return command.get("lsid") instanceof Document lsid ? (UUID) lsid.get("id") : null;
    }

    @Nullable
    Long transactionNumber() {
        return command.get("txnNumber") instanceof Number number ? number.longValue() : null;
    }

    boolean inTransaction() {
        return Boolean.FALSE.equals(command.get("autocommit"));
    }

    boolean endsTransaction() {
        return name.equals("commitTransaction") || name.equals("abortTransaction");
    }

    String collection() {
        return String.valueOf(command.get(name));
    }

    /** 0: none. */
    long maxTimeMillis() {
        return command.get("maxTimeMS") instanceof Number number ? number.longValue() : 0;
    }
}
