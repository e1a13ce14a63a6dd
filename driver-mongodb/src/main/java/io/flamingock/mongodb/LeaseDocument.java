package io.flamingock.mongodb;

import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The document of a lease, as the server has it, with its clock. */
final class LeaseDocument {

    private LeaseDocument() {}

    static LeaseRow row(Document document) {
        Instant now = time(document, "now");
        Instant renewed = time(document, "renewed_at");
        return new LeaseRow(
                document.getString("owner"),
                token(document),
                new Runner(
                        text(document, "application"),
                        text(document, "application_version"),
                        text(document, "host"),
                        number(document, "pid"),
                        text(document, "os_user")),
                document.getString("current_change"),
                Duration.between(time(document, "acquired_at"), now),
                Duration.between(renewed, now),
                Duration.between(now, renewed.plusMillis(number(document, "length_ms"))),
                document.getString("taken_over_from"));
    }

    static long token(Document document) {
        return number(document, "token");
    }

    static Instant time(Document document, String key) {
        @Nullable Date date = document.getDate(key);
        return date == null ? Instant.EPOCH : date.toInstant();
    }

    private static long number(Document document, String key) {
        return document.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Document document, String key) {
        return Objects.requireNonNullElse(document.getString(key), "");
    }
}
