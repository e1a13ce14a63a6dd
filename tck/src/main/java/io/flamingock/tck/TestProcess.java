package io.flamingock.tck;

import io.flamingock.FlamingockBuilder;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be killed or paused, as SIGKILL and SIGSTOP do, at any call of the SPI: whatever it does to store
 * and target goes through proxies. Of a dead process nothing arrives any more, and its connections are closed; what it
 * had sent before stays.
 */
final class TestProcess {

    private static final Set<Class<?>> SPI = Set.of(
            AuditStore.class, AuditLog.class, Lease.class, TransactionalTargetSystem.class, TargetTransaction.class);

    /** What answers without asking anybody, and what a database does by itself when a client has gone. */
    private static final Set<String> LOCAL = Set.of(
            "log",
            "name",
            "unbound",
            "transactionDomain",
            "boundTypes",
            "bodyCanCommit",
            "implicitCommits",
            "undoneByDatabase",
            "bound",
            "token",
            "takenOverFrom",
            "abort",
            "close",
            "toString",
            "hashCode",
            "equals");

    private final StoreFixture place;
    private final AuditStore real;
    private Predicate<SpiCall> before = call -> false;
    private Predicate<SpiCall> after = call -> false;
    private volatile Predicate<SpiCall> pausing = call -> false;
    private volatile boolean dead;
    private final CountDownLatch paused = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);
    private volatile CountDownLatch running = new CountDownLatch(0);
    private volatile @Nullable String service;
    private volatile @Nullable Holder holder;

    TestProcess(StoreFixture place) {
        this.place = place;
        this.real = place.open();
    }

    AuditStore store() {
        return (AuditStore) proxy(AuditStore.class, real);
    }

    TransactionalTargetSystem target(TransactionalTargetSystem target) {
        return (TransactionalTargetSystem) proxy(TransactionalTargetSystem.class, target);
    }

    /** It dies instead of making this call. */
    TestProcess diesBefore(Predicate<SpiCall> call) {
        before = call;
        return this;
    }

    /** It dies when this call has been made, without having heard the answer. */
    TestProcess diesAfter(Predicate<SpiCall> call) {
        after = call;
        return this;
    }

    /** It is paused instead of making this call, and makes it when it is resumed. */
    TestProcess pausesBefore(Predicate<SpiCall> call) {
        pausing = call;
        return this;
    }

    boolean isDead() {
        return dead;
    }

    /** Kills it, and lets its lease expire. */
    void die() {
        dead = true;
        expireLease();
    }

    /** Stops all of its threads at their next call, and lets its lease expire. */
    void pause() {
        running = new CountDownLatch(1);
        expireLease();
        paused.countDown();
    }

    /** Waits until it is paused. */
    void awaitPaused() throws InterruptedException {
        if (!paused.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it was not paused");
        }
    }

    /** Whether, within that time, it looks who holds the lease: it waits for another. */
    boolean waitsForLease(Duration atMost) throws InterruptedException {
        return waiting.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void resume() {
        pausing = call -> false;
        running.countDown();
    }

    /** Where a body stands still while its process is paused. */
    void awaitResumed() {
        boolean interrupted = false;
        while (running.getCount() > 0) {
            try {
                if (!running.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("it was not resumed");
                }
            } catch (InterruptedException e) {
                interrupted = true; // a stopped process hears it later
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same owner may ask again, with another length: that is shorter than waiting. */
    private void expireLease() {
        Holder me = holder;
        String whose = service;
        if (me != null && whose != null && !place.writesBesideTransactions()) {
            place.letPass(FlamingockBuilder.DEFAULT_LEASE);
        } else if (me != null && whose != null) {
            real.tryAcquire(whose, me, Duration.ofMillis(1));
            place.letPass(Duration.ofMillis(5));
        }
    }

    private Object proxy(Class<?> type, Object behind) {
        return Proxy.newProxyInstance(
                TestProcess.class.getClassLoader(), new Class<?>[] {type, Behind.class}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == Behind.class) {
                        return behind;
                    }
                    return wrapped(invoke(behind, method, args == null ? new Object[0] : args));
                });
    }

    private @Nullable Object invoke(Object behind, Method method, Object[] args) throws Throwable {
        if (LOCAL.contains(method.getName())) {
            return call(behind, method, args);
        }
        SpiCall call = SpiCall.of(method, args);
        if (!dead && before.test(call)) {
            die();
        }
        if (pausing.test(call)) {
            pause();
        }
        checkAlive();
        if (method.getName().equals("lease")) {
            waiting.countDown();
        }
        if (method.getName().equals("tryAcquire")) {
            service = (String) args[0];
            holder = (Holder) args[1];
        }
        @Nullable Object result = call(behind, method, args);
        if (after.test(call)) {
            die();
            checkAlive();
        }
        return result;
    }

    private void checkAlive() {
        awaitResumed();
        if (dead) {
            throw new AuditStoreException("this process is dead", null);
        }
    }

    private static @Nullable Object call(Object behind, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(
                    behind,
                    Arrays.stream(args)
                            .map(arg -> arg instanceof Behind proxy ? proxy.behind() : arg)
                            .toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object wrapped(@Nullable Object result) {
        if (result instanceof Lease.Attempt.Acquired acquired) {
            return new Lease.Attempt.Acquired((Lease) proxy(Lease.class, acquired.lease()));
        }
        return SPI.stream()
                .filter(type -> type.isInstance(result))
                .findFirst()
                .<@Nullable Object>map(type -> proxy(type, Objects.requireNonNull(result)))
                .orElse(result);
    }

    /** What stands behind a proxy: a store joins transactions of its own class alone. */
    interface Behind {
        Object behind();
    }
}
