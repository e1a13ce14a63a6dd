package io.flamingock.safety.races;

import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;

/**
 * Where processes race: the store, a target in the same database, one elsewhere, and a system without transactions;
 * each with effects of its own. What is created there has names that begin with {@code races_}.
 *
 * @param <B> what a body is bound to
 */
public interface Place<B> extends AutoCloseable {

    /** Names of the targets: in the store's database, elsewhere, and without transactions. */
    String HOME = "home";

    String AWAY = "away";
    String OUTSIDE = "outside";

    /** Opens the place at a URL; {@code elsewhere} is where the second database is, which may be the same. */
    static Place<?> at(String url, String elsewhere) {
        return at(url, elsewhere, 3);
    }

    /** With pools of so many connections. */
    static Place<?> at(String url, String elsewhere, int connections) {
        return url.startsWith("mongodb")
                ? new MongoPlace(url, elsewhere, connections)
                : new SqlPlace(url, elsewhere, connections);
    }

    /** Creates what effects are written to, where it is missing. */
    void create();

    /** Removes everything that was created here, log and markers included. */
    void drop();

    AuditStore store();

    TransactionalTargetSystem home();

    TransactionalTargetSystem away();

    Class<B> boundType();

    /** Writes an effect in the transaction of a body, by what that is bound to. */
    void write(String target, B bound, Effect effect) throws Exception;

    /** Has a body lose its transaction, as by a deadlock that it swallows; {@code false}: not possible here. */
    boolean loseTransaction(B bound) throws Exception;

    /** Writes an effect that takes place at once. */
    void writeOutside(Effect effect);

    /** All effects, of all targets, in no order. */
    List<Effect> effects(String service);

    /** For how long processes that are alive may take after the last fault, the lease not counted. */
    int patienceSeconds();

    @Override
    void close();
}
