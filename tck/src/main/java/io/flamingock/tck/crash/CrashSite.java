package io.flamingock.tck.crash;

import io.flamingock.audit.AuditStore;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Duration;
import java.util.List;

/**
 * What the crash tests need of a driver: the databases that runs crash on, and an oracle in them, that is a place which
 * only the bodies of changes write. Used by many threads and, where processes are halted, opened again in each of them.
 * Lock time-outs are a few hundred milliseconds at most.
 */
public interface CrashSite extends AutoCloseable {

    /** Opens a site in a process; has a public constructor without parameters. */
    interface Opener {
        /**
         * Opens the site as the test has left it: nothing in it is created or emptied.
         *
         * @param address whatever the test handed over: the JDBC URL
         * @return the caller closes it
         */
        CrashSite open(String address);
    }

    /**
     * The same for one service alone, which leaves this one open: where databases are slow when they are full, new
     * ones, the same in every process; else {@code this}.
     *
     * @param service alone in it
     * @return this one, or another
     */
    CrashSite of(String service);

    /** {@return the audit store, as another process would open it} */
    AuditStore store();

    /**
     * The target system of this name on the store's own database: mode SHARED.
     *
     * @param name for {@code @TargetSystem}
     * @return in the domain of {@link #store}
     */
    TransactionalTargetSystem shared(String name);

    /**
     * A target system of this name on another database: mode MARKED.
     *
     * @param name for {@code @TargetSystem}
     * @return in another domain
     */
    TransactionalTargetSystem marked(String name);

    /** {@return the type through which a body is bound to its transaction} */
    Class<?> boundType();

    /**
     * Notes an effect inside the transaction of this bound object.
     *
     * @param bound of {@link #boundType}
     * @param effect a text, once for each time it happens
     * @throws Exception whatever the database throws
     */
    void write(Object bound, String effect) throws Exception;

    /**
     * Commits what the bound object has done so far, behind the library's back: DDL, a {@code COMMIT}.
     *
     * @param bound of {@link #boundType}
     * @throws Exception whatever the database throws
     */
    void commitInside(Object bound) throws Exception;

    /**
     * Notes an effect outside any transaction: durable when it returns.
     *
     * @param effect as above
     * @throws Exception whatever the database throws
     */
    void writeAtOnce(String effect) throws Exception;

    /**
     * The committed effects that begin with this, from all databases.
     *
     * @param prefix of the texts
     * @return as often as they were written, in any order
     */
    List<String> effects(String prefix);

    /**
     * Lets this much time pass for the lease of a service, on the store's clock: moves the clock, or the times in the
     * row of the lease back, which is the same to everybody, or sleeps.
     *
     * @param service whose lease
     * @param time more than zero
     */
    void letPass(String service, Duration time);

    /**
     * Does what a {@link io.flamingock.api.BlockedException} asks for, whose message this is; {@code false}: it asks
     * for nothing that could be done.
     *
     * @param message of the exception
     * @return whether anything was done
     */
    boolean unblock(String message);

    /**
     * Whether a start has thrown this because an open transaction holds up everybody else, and nobody but its own
     * process can end that. Where this is never so, whoever is blocked is told what {@link #unblock} is asked to do.
     *
     * @param thrown by the start
     * @return {@code false} unless overridden
     */
    default boolean isHeldUp(Throwable thrown) {
        return false;
    }

    /** Gives back what it holds; the data stays where it can. */
    @Override
    void close();
}
