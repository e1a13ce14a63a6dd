package io.flamingock.sql;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes passwords, and the query of JDBC URLs, out of what people will read. */
final class Redaction {

    private static final Pattern URL_QUERY = Pattern.compile("(jdbc:[^\\s?;\"']+)[?;][^\\s\"']*");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]+):[^/\\s@]+@");
    private static final Pattern ORACLE = Pattern.compile("(jdbc:oracle:\\w+:[^/\\s@]+)/[^@\\s]+@");
    private static final Pattern PROPERTY =
            Pattern.compile("(?i)([\\w.-]*(?:password|passwd|passphrase|pwd|secret))=[^&;,\\s\"']+");
    private static final int MAX_DEPTH = 20;

    private Redaction() {}

    /** H2 and HSQLDB tell the whole of our statement, which hides what they say about it. */
    static String withoutStatement(@Nullable String message) {
        return text(message)
                .replaceFirst("(?s); SQL statement:\\R.*(?= \\[\\d+-\\d+]$)", "")
                .replaceFirst("(?s) in statement \\[.*]$", "");
    }

    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String redacted = URL_QUERY.matcher(text).replaceAll("$1?…");
        redacted = USER_INFO.matcher(redacted).replaceAll("$1:…@");
        redacted = ORACLE.matcher(redacted).replaceAll("$1/…@");
        return PROPERTY.matcher(redacted).replaceAll("$1=…");
    }

    /** The same exception where it holds no secret; otherwise one that says the same without it. */
    static SQLException of(SQLException e) {
        return isClean(e, 0) ? e : copy(e, 0);
    }

    private static boolean isClean(@Nullable Throwable e, int depth) {
        if (e == null || depth > MAX_DEPTH) {
            return true;
        }
        @Nullable String message = e.getMessage();
        return (message == null || text(message).equals(message))
                && isClean(e.getCause(), depth + 1)
                && (!(e instanceof SQLException sql) || isClean(sql.getNextException(), depth + 1));
    }

    private static SQLException copy(SQLException e, int depth) {
        SQLException copy = new SQLException(
                text(e.getMessage()), e.getSQLState(), e.getErrorCode(), copyOf(e.getCause(), depth + 1));
        copy.setStackTrace(e.getStackTrace());
        if (e.getNextException() != null && depth < MAX_DEPTH) {
            copy.setNextException(copy(e.getNextException(), depth + 1));
        }
        return copy;
    }

    private static @Nullable Throwable copyOf(@Nullable Throwable e, int depth) {
        if (e == null || depth > MAX_DEPTH) {
            return null;
        }
        if (e instanceof SQLException sql) {
            return copy(sql, depth);
        }
        Throwable copy = new RuntimeException(text(e.toString()), copyOf(e.getCause(), depth + 1));
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
