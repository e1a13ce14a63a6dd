package io.flamingock.mongodb;

import com.mongodb.MongoException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes passwords out of what people will read. */
final class Redaction {

    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]+):[^/\\s@]*@");
    private static final Pattern PROPERTY = Pattern.compile(
            "(?i)((?:[\\w.-]*(?:password|passwd|passphrase|pwd|secret|AWS_SESSION_TOKEN))['\"]?\\s*[=:]\\s*)[^&;,\\s}]+");
    private static final int MAX_DEPTH = 20;

    private Redaction() {}

    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String redacted = USER_INFO.matcher(text).replaceAll("$1:…@");
        return PROPERTY.matcher(redacted).replaceAll("$1…");
    }

    /** The same exception where it holds no secret; otherwise one that says the same without it. */
    static RuntimeException of(RuntimeException e) {
        return isClean(e, 0) ? e : copy(e, 0);
    }

    private static boolean isClean(@Nullable Throwable e, int depth) {
        if (e == null || depth > MAX_DEPTH) {
            return true;
        }
        @Nullable String message = e.getMessage();
        return (message == null || text(message).equals(message)) && isClean(e.getCause(), depth + 1);
    }

    private static RuntimeException copy(Throwable e, int depth) {
        @Nullable Throwable cause = e.getCause();
        @Nullable Throwable redacted = cause == null || depth > MAX_DEPTH ? null : copy(cause, depth + 1);
        RuntimeException copy;
        if (e instanceof MongoException mongo) {
            MongoException labelled = new MongoException(Errors.code(mongo), text(e.getMessage()), redacted);
            mongo.getErrorLabels().forEach(labelled::addLabel);
            copy = labelled;
        } else {
            copy = new RuntimeException(text(e.toString()), redacted);
        }
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
