package io.flamingock.examples.recovery;

import io.flamingock.Flamingock;
import io.flamingock.api.Issue;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.Resolution;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Two processes die in the middle of a change. One change may run twice, and says so: the next start repeats it. The
 * other one may not: the next start stops and asks, a human looks and decides, and the start after that goes on.
 */
public final class CutOff {

    private final Path folder;
    private final PrintStream out;

    CutOff(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Without arguments the whole story; with a folder and the id of a change one start that dies in that change. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2) {
            flamingock(new Printer(Path.of(args[0]), args[1])).run();
            return;
        }
        Path folder = Files.createTempDirectory("cut-off");
        new CutOff(folder, System.out).tell();
        for (String file : List.of("labels", "invoices", "thanks", "log.mv.db", "log.trace.db", "")) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    void tell() throws IOException, InterruptedException {
        startThatDiesIn("print-labels");
        startThatDiesIn("print-invoices");

        Printer printer = new Printer(folder, "nowhere");
        Flamingock flamingock = flamingock(printer);
        try {
            flamingock.run();
        } catch (OpenIssuesException e) {
            out.println(e.getMessage());
        }
        for (Issue issue : flamingock.issues()) {
            Resolution found = printer.has("invoices") ? Resolution.EXECUTED : Resolution.ROLLED_BACK;
            flamingock.resolve(issue.changeId(), issue.seq(), found, "ann", "I have looked into the tray");
        }
        out.println(flamingock.run());
        flamingock.history().forEach(entry -> out.println(entry.describe()));
    }

    private static Flamingock flamingock(Printer printer) {
        JdbcDataSource log = new JdbcDataSource();
        log.setURL("jdbc:h2:file:" + printer.tray().resolve("log") + ";WRITE_DELAY=0");
        return Flamingock.builder()
                .service("mail-room")
                .auditStore(SqlAuditStore.of(log))
                .targetSystems(NonTransactionalTargetSystem.of("printer", printer))
                .lease(Duration.ofSeconds(2), Duration.ofMillis(500)) // so that the next start need not wait for long
                .change(
                        "print-labels",
                        change -> change.order("1")
                                .recovery(RecoveryStrategy.ALWAYS_RETRY) // labels printed twice do no harm
                                .execute(Printer.class, p -> p.print("labels")))
                .change("print-invoices", change -> change.order("2").execute(Printer.class, p -> p.print("invoices")))
                .change("print-thanks", change -> change.order("3").execute(Printer.class, p -> p.print("thanks")))
                .build();
    }

    /** Starts this program as another process. */
    private void startThatDiesIn(String changeId) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CutOff.class.getName(),
                        folder.toString(),
                        changeId)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        out.print("a start that dies in " + changeId + " (exit code " + process.waitFor() + "):\n" + said.indent(4));
    }
}
