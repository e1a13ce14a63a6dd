package io.flamingock.internal.run;

import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.audit.UnreadableEntryException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks the hash chain of a log from its first entry on. */
public final class ChainCheck {

    private static final String REMEDY =
            " → look who could write to the table of the log, and compare it with a backup";

    private ChainCheck() {}

    /** {@code expected} is a head that someone kept; {@code null} for none. */
    public static Verification of(Supplier<List<AuditEntry>> log, @Nullable Head expected) {
        try {
            return of(log.get(), expected);
        } catch (UnreadableEntryException e) {
            Verification before = of(e.before(), null);
            return before.isValid() ? new Verification(before.checked(), e.finding(), before.head()) : before;
        }
    }

    private static Verification of(List<AuditEntry> entries, @Nullable Head expected) {
        Head head = Head.EMPTY;
        boolean found = expected == null || expected.equals(head);
        for (AuditEntry entry : entries) {
            @Nullable String problem = problem(head, entry);
            if (problem != null) {
                return new Verification(head.seq(), problem, head.toString());
            }
            head = entry.head();
            found |= head.equals(expected);
        }
        return found
                ? new Verification(head.seq(), null, head.toString())
                : new Verification(
                        head.seq(),
                        "[H25] the expected head " + expected + " is not in the log, which ends at " + head
                                + ": a tail was cut off, or the chain was computed anew" + REMEDY,
                        head.toString());
    }

    private static @Nullable String problem(Head head, AuditEntry entry) {
        if (entry.seq() != head.seq() + 1) {
            return "[H25] after entry " + head.seq() + " comes entry " + entry.seq() + ": entries were removed"
                    + REMEDY;
        }
        if (!entry.chain().prevHash().equals(head.hash())) {
            return "[H25] entry " + entry.seq() + " does not follow the entry before it: one of them was put in by hand"
                    + REMEDY;
        }
        if (!entry.chain().hash().equals(entry.computeHash())) {
            return "[H25] entry " + entry.seq() + " was altered after it was written" + REMEDY;
        }
        return null;
    }
}
