package io.flamingock.sql.proof;

import io.flamingock.api.RunFailedException;
import io.flamingock.servers.child.Points;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The program that is killed. Run by hand: two JDBC URLs of PostgreSQL databases with a table
 * {@code effect (change_id TEXT, half INT)}, a file, and the point to die at (anything else: none), how, and whether 07 fails.
 */
final class CrashProgram {

    /** So short that the next start need not wait long; renewed often enough to live on a busy machine. */
    static final Duration LEASE = Duration.ofSeconds(1);

    private CrashProgram() {}

    public static void main(String[] args) {
        CurrentPoints.install(args[3], Points.Way.valueOf(args[4]));
        TwelveChanges.fail(Boolean.parseBoolean(args[5]));
        try {
            TwelveChanges.program(
                            CurrentPoints.watched("shop", args[0]),
                            CurrentPoints.watched("stock", args[1]),
                            new Ledger(Path.of(args[2])))
                    .lease(LEASE, LEASE.dividedBy(6))
                    .run();
            System.out.println("DONE");
        } catch (RunFailedException e) {
            System.out.println("FAILED " + e.getMessage());
        }
    }
}
