package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.audit.AuditStore;
import io.flamingock.cli.Call.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * A night with all that a report tells: a run fails, an operator decides, the next run ends, one change is undone, one was
 * undone by hand, and a run fails again. Its ids, messages and reasons try to be markup.
 */
final class ReportedNight {

    static final String ID = "deliveries </script><script>alert('id')</script>";
    static final String REASON = "\"nothing\" is there & <img src=x onerror=alert(2)> {{title}} $1";
    static final String MESSAGE = "=the partner has answered <script>alert(1)</script>";
    static final int ENTRIES = 19;

    /** The entry of the first operator's decision. */
    static final long DECISION = 7;

    private static final List<String> IDS = List.of("topics", "customers", ID, "prices", "mails");

    private final String url;

    ReportedNight(Path folder) {
        url = Place.H2.newUrl(folder);
        Place.H2.use(url, store -> Shop.fails(shop(store, false)));
        Answer decided = call().inThisProcess(
                        "issue", "resolve", "--seq", "6", "--as", "rolled-back", "--reason", REASON, "--", ID);
        if (decided.exitCode() != 0) {
            throw new AssertionError(decided.all());
        }
        Place.H2.use(url, store -> {
            Flamingock shop = shop(store, true);
            Object unused = shop.run();
            unused = shop.undoLast(1, "otto", "too early");
            shop.undoneByHand(ID, newestSeq(shop), "nora", "the partner wants it back");
            Shop.fails(shop(store, false));
        });
    }

    Call call() {
        return new Call()
                .with("FLAMINGOCK_STORE", url)
                .with("FLAMINGOCK_SERVICE", "shop")
                .with("FLAMINGOCK_OPERATOR", "nora");
    }

    /** Somebody does what nobody should. */
    void isAltered() {
        Place.H2.alterReason(url, DECISION);
    }

    /** Somebody does worse, or is ahead of us. */
    void cannotBeRead() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement update = connection.createStatement()) {
            update.executeUpdate("UPDATE \"flamingock_audit\" SET \"state\" = 'DREAMT' WHERE \"seq\" = " + DECISION);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Flamingock shop(AuditStore store, boolean repaired) {
        return Shop.named(store, repaired, IDS);
    }

    private static long newestSeq(Flamingock shop) {
        return shop.status().stream()
                .filter(change -> change.changeId().equals(ID))
                .map(change -> Objects.requireNonNull(change.last()).seq())
                .findFirst()
                .orElseThrow();
    }
}
