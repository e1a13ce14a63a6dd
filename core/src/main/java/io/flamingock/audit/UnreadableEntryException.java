package io.flamingock.audit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry cannot be read: a newer version of this library has written it, or somebody has altered it by hand. */
public final class UnreadableEntryException extends StoreRefusedException {

    private final String finding;
    private final transient List<AuditEntry> before;

    UnreadableEntryException(String entry, String what, @Nullable Throwable cause) {
        super(
                "[H25] " + entry + " " + what
                        + ": it was written by a newer version of Flamingock, or altered by hand; nothing was run."
                        + " Start a version that knows it (this one is " + version() + "), or see verify()",
                cause);
        this.finding = entry + " " + what
                + ": it was altered by hand, or written by a newer version of Flamingock (this one is " + version()
                + ")";
        this.before = List.of();
    }

    private UnreadableEntryException(UnreadableEntryException same, List<AuditEntry> before) {
        super(Objects.requireNonNull(same.getMessage()), same);
        this.finding = same.finding;
        this.before = List.copyOf(before);
    }

    /** The same, with the entries before it. */
    UnreadableEntryException after(List<AuditEntry> entries) {
        return new UnreadableEntryException(this, entries);
    }

    /** {@return which entry, and why it cannot be read} */
    public String finding() {
        return finding;
    }

    /** {@return the entries before it, as far as they were read in the same call} */
    public List<AuditEntry> before() {
        return before;
    }

    private static String version() {
        return Objects.requireNonNullElse(Fields.class.getPackage().getImplementationVersion(), "a development build");
    }
}
