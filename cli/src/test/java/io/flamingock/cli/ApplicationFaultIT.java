package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.cli.Call.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong around a call that has an application do something. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationFaultIT {

    @TempDir
    static Path folder;

    private static String app = "";

    @BeforeAll
    static void the_shop_is_packaged() {
        app = ApplicationJar.thin(folder).toString();
    }

    private static Call shop() {
        return Call.ofShop(Place.H2.newUrl(folder));
    }

    @Test
    void what_was_confirmed_is_undone_or_nothing() {
        Call call = shop();
        assertThat(call.jar("baseline", "--up-to", "mails", "--reason", "old", "--app", app)
                        .exitCode())
                .isZero();

        Answer answer = call.with("SHOP_FAULT", "another operator is faster")
                .jar("undo", "--last", "1", "--reason", "too early", "--yes", "--app", app);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
        assertThat(answer.out()).contains("mails").doesNotContain("prices");
        assertThat(answer.err())
                .contains("nothing was undone: the log says something else than what was confirmed")
                .contains("Change 'mails' was executed by entry 5, and is now MARKED_ROLLED_BACK by entry 6");
        assertThat(call.with("SHOP_FAULT", "").jar("status").out()).doesNotContain(" ROLLED_BACK");
    }
}
