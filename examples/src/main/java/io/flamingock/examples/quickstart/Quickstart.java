package io.flamingock.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.RefusedException;
import io.flamingock.api.RunFailedException;
import io.flamingock.examples.quickstart.postoffice.PostOffice;
import io.flamingock.examples.quickstart.postoffice.PostOfficeServer;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * A shop that brings its database and a partner's service up to date when it starts. Without arguments it does what an
 * application does: it runs what is pending. The other arguments are what an operator does; see {@link Commands#HELP}.
 */
public final class Quickstart {

    /** The exit code of an application that must not start: a change failed, or a human must decide first. */
    static final int STOPPED = 3;

    private final Path folder;
    private final PrintStream out;

    Quickstart(Path folder, PrintStream out) {
        this.folder = folder.toAbsolutePath().normalize();
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        System.exit(new Quickstart(Path.of("quickstart-data"), System.out).call(args));
    }

    /** Does what the arguments say. Returns the exit code. */
    int call(String... args) throws IOException {
        List<String> words = Arrays.stream(args).filter(a -> !a.isBlank()).toList();
        String command = words.isEmpty() ? "run" : words.get(0);
        if (command.equals("reset")) {
            reset();
            return 0;
        }
        Files.createDirectories(folder);
        out.println("the shop keeps its data in " + folder);
        try (HikariDataSource database = database(folder.resolve("shop"));
                PostOfficeServer partner =
                        PostOfficeServer.start(folder.resolve("post-office.txt"), words.contains("--fail"))) {
            Flamingock flamingock = flamingock(database, new PostOffice(partner.address()));
            Commands commands = new Commands(flamingock, partner, out);
            try {
                if (!command.equals("run")) {
                    return commands.call(command, words.subList(1, words.size()));
                }
                run(flamingock);
                return 0;
            } catch (RunFailedException | RefusedException e) {
                // an application would let this through and not start; here the message is what is to be seen
                out.println(e.getMessage());
                commands.explain();
                return STOPPED;
            }
        }
    }

    /** What an application does when it starts; plan and report are printed for the reader only. */
    private void run(Flamingock flamingock) {
        ExecutionPlan plan = flamingock.plan();
        if (plan.issues().isEmpty()) {
            out.println(plan);
        }
        out.println(flamingock.run());
    }

    private static Flamingock flamingock(DataSource database, PostOffice postOffice) {
        return Flamingock.builder()
                .service("shop")
                .application("shop", "1.0.0")
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(
                        SqlTargetSystem.of("shop-database", database),
                        NonTransactionalTargetSystem.of("post-office", postOffice))
                .changes("io.flamingock.examples.quickstart.changes")
                .build();
    }

    private static HikariDataSource database(Path file) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + file + ";WRITE_DELAY=0"); // or a kill loses what was committed
        config.setUsername("sa");
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    private void reset() throws IOException {
        for (String file : List.of("shop.mv.db", "shop.trace.db", "post-office.txt")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
        out.println("removed " + folder + ": the next run begins anew");
    }
}
