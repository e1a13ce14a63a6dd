package io.flamingock.tck.forwarding;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A target system that hands everything to another one, with something around its transactions. */
public class ForwardingTargetSystem implements TransactionalTargetSystem {

    private final TransactionalTargetSystem target;

    /**
     * For subclasses that override what they change.
     *
     * @param target what everything is handed to
     */
    public ForwardingTargetSystem(TransactionalTargetSystem target) {
        this.target = target;
    }

    /**
     * What is put around a transaction.
     *
     * @param transaction of the other target system
     * @return as it is, unless overridden
     */
    protected TargetTransaction around(TargetTransaction transaction) {
        return transaction;
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public List<Offered> unbound() {
        return target.unbound();
    }

    @Override
    public Object transactionDomain() {
        return target.transactionDomain();
    }

    @Override
    public Set<Class<?>> boundTypes() {
        return target.boundTypes();
    }

    @Override
    public boolean bodyCanCommit() {
        return target.bodyCanCommit();
    }

    @Override
    public Optional<String> implicitCommits() {
        return target.implicitCommits();
    }

    @Override
    public Optional<String> withoutTransactions() {
        return target.withoutTransactions();
    }

    @Override
    public Optional<String> prepareMarkers() {
        return target.prepareMarkers();
    }

    @Override
    public <T> T autoCommitting(Class<T> type) {
        return target.autoCommitting(type);
    }

    @Override
    public TargetTransaction begin() {
        return around(target.begin());
    }

    @Override
    public Settlement settle(Marker marker) {
        return target.settle(marker);
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return target.undoneByDatabase(thrown);
    }
}
