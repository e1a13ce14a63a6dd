package io.flamingock.sql;

import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the row of a lease, with ages on the database's clock. */
final class LeaseRows {

    private static final Pattern RENEWED_MILLIS = Pattern.compile("last renewed (\\d+)\\)$");
    private static final String NAMELESS = "  on ";

    private LeaseRows() {}

    static Optional<LeaseRow> read(Session session, String service) throws SQLException {
        String columns = Table.LOCK.columns().stream()
                .map(column -> session.quote(column.name()))
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + ", " + session.dialect().nowMillis() + " AS " + session.quote("now_ms")
                + " FROM " + session.name(Table.LOCK) + " WHERE " + session.quote("service") + " = ?";
        session.checkKey(service);
        return session.query(sql, List.of(service), LeaseRows::row).stream().findFirst();
    }

    private static LeaseRow row(ResultSet row) throws SQLException {
        long now = row.getLong("now_ms");
        return new LeaseRow(
                row.getString("owner"),
                row.getLong("token"),
                new Runner(
                        text(row, "application"),
                        text(row, "application_version"),
                        text(row, "host"),
                        row.getLong("pid"),
                        text(row, "os_user")),
                row.getString("current_change"),
                Duration.ofMillis(now - row.getLong("acquired_at")),
                Duration.ofMillis(now - row.getLong("renewed_at")),
                Duration.ofMillis(row.getLong("expires_at") - now),
                readable(row.getString("taken_over_from")));
    }

    private static @Nullable String readable(@Nullable String takenOverFrom) {
        if (takenOverFrom == null) {
            return null;
        }
        // The statement that wrote it has put the words together without asking whether there was an application.
        String named = takenOverFrom.startsWith(NAMELESS) ? takenOverFrom.substring(NAMELESS.length()) : takenOverFrom;
        Matcher matcher = RENEWED_MILLIS.matcher(named.strip());
        return matcher.replaceFirst(
                found -> "last renewed " + Instant.ofEpochMilli(Long.parseLong(found.group(1))) + ")");
    }

    private static String text(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }
}
