package io.flamingock.safety.races;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTransaction;

/** A target system whose calls are points. */
final class WatchedTarget extends ForwardingTargetSystem {

    private final Watch watch;

    WatchedTarget(TransactionalTargetSystem target, Watch watch) {
        super(target);
        this.watch = watch;
    }

    @Override
    public TargetTransaction begin() {
        watch.acts();
        watch.at(Points.BEFORE_BEGIN);
        watch.nothingJoined();
        return super.begin();
    }

    @Override
    protected TargetTransaction around(TargetTransaction transaction) {
        return new ForwardingTransaction(transaction) {
            @Override
            public void commit() {
                watch.at(Points.BEFORE_COMMIT);
                long sentAt = System.nanoTime();
                super.commit();
                watch.committed(sentAt);
                watch.at(Points.AFTER_COMMIT);
            }
        };
    }

    @Override
    public Settlement settle(Marker marker) {
        watch.acts();
        watch.at("before-settling", Fault.ANY);
        Settlement settlement = super.settle(marker);
        watch.at("after-settling", Fault.ANY);
        return settlement;
    }
}
