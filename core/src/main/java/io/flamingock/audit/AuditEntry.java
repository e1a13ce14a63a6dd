package io.flamingock.audit;

import io.flamingock.api.Operation;
import io.flamingock.api.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log. Immutable; made by {@link #after}, stored and read back as {@link Fields}.
 *
 * @param service whose log
 * @param seq its number, from 1
 * @param event what it states
 * @param subject the change it is about; {@code null} unless of kind {@code CHANGE}
 * @param written when and by whom
 * @param error what was thrown; {@code null} for nothing
 * @param decision who decided, and why; {@code null} unless an operator did
 * @param metadata further evidence
 * @param chain format and hashes
 */
public record AuditEntry(
        String service,
        long seq,
        Event event,
        @Nullable Subject subject,
        Written written,
        @Nullable ErrorRecord error,
        @Nullable OperatorDecision decision,
        SortedMap<String, String> metadata,
        Chain chain) {

    /** The version of the format that this library writes; a log with a higher one is refused. */
    public static final int FORMAT = 1;

    /** What the metadata of an entry of state {@code LATE} calls the outcome that it stands for. */
    public static final String OUTCOME = "outcome";

    /**
     * Copies the metadata.
     *
     * @param service whose log
     * @param seq its number, from 1
     * @param event what it states
     * @param subject the change it is about; {@code null} unless of kind {@code CHANGE}
     * @param written when and by whom
     * @param error what was thrown; {@code null} for nothing
     * @param decision who decided, and why; {@code null} unless an operator did
     * @param metadata further evidence
     * @param chain format and hashes
     */
    public AuditEntry {
        metadata = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** What kind of thing an entry is about. */
    public enum Kind {
        /** A change was about to be run, was run, or was decided about. */
        CHANGE,
        /** A run has come to its end with nothing pending. */
        RUN,
        /** A lease was taken away from its holder: a fence. */
        LOCK
    }

    /**
     * What it states.
     *
     * @param operation of a change; {@code null} for the other kinds
     * @param checksum of the change; of a RUN the fingerprint of the whole set of changes
     * @param kind what it is about
     * @param state what became of it
     * @param runId a UUID, the same for all entries of a run or of an operator's call
     */
    public record Event(
            Kind kind,
            @Nullable Operation operation,
            State state,
            String runId,
            @Nullable String checksum) {}

    /**
     * The change it is about, as it was declared then.
     *
     * @param stage the sequence it belongs to
     * @param changeId unique in the service
     * @param order its place in the stage
     * @param author who answers for it; may be empty
     * @param description one line for people; may be empty
     * @param source {@code class#method}, or where else it was declared
     * @param target the name of its target system
     * @param mode the one that this attempt ran in
     * @param recovery evidence: what counts is what the code declares today
     * @param attempt from 1; 0 for one that was imported
     */
    public record Subject(
            String stage,
            String changeId,
            String order,
            String author,
            String description,
            String source,
            String target,
            io.flamingock.api.Mode mode,
            io.flamingock.api.RecoveryStrategy recovery,
            int attempt) {}

    /**
     * When, after how long, and by whom.
     *
     * @param time by the writer's clock: information only, nothing is decided by it
     * @param duration of the body; {@code null} where none ran
     * @param runner who has written it
     */
    public record Written(Instant time, @Nullable Duration duration, Runner runner) {
        /**
         * Cuts both to milliseconds: what every store keeps.
         *
         * @param time by the writer's clock: information only, nothing is decided by it
         * @param duration of the body; {@code null} where none ran
         * @param runner who has written it
         */
        public Written {
            time = time.truncatedTo(ChronoUnit.MILLIS);
            duration = duration == null ? null : duration.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * An operator's decision.
     *
     * @param operator who
     * @param reason why; neither is ever empty
     */
    public record OperatorDecision(String operator, String reason) {
        /** {@return who decided, and why; one line} */
        public String describe() {
            return "decided by " + ErrorRecord.oneLine(operator) + ": " + ErrorRecord.oneLine(reason);
        }
    }

    /**
     * What makes altering the log by hand show.
     *
     * @param format the version of the format that it is written in
     * @param prevHash the hash of the entry before; 64 zeros for the first
     * @param hash of this one: 64 hexadecimal digits
     */
    public record Chain(int format, String prevHash, String hash) {}

    /**
     * An entry without its place in the log.
     *
     * @param event what it states
     * @param subject the change it is about; {@code null} unless of kind {@code CHANGE}
     * @param written when and by whom
     * @param error what was thrown; {@code null} for nothing
     * @param decision who decided, and why; {@code null} unless an operator did
     * @param metadata further evidence
     */
    public record Content(
            Event event,
            @Nullable Subject subject,
            Written written,
            @Nullable ErrorRecord error,
            @Nullable OperatorDecision decision,
            Map<String, String> metadata) {}

    /**
     * The entry with this content that follows {@code head} in the log of {@code service}.
     *
     * @param head where the log ends now
     * @param service whose log
     * @param content what it shall state
     * @return the entry as it comes back from every store, with its hash
     */
    public static AuditEntry after(Head head, String service, Content content) {
        AuditEntry unhashed = new AuditEntry(
                service,
                head.seq() + 1,
                content.event,
                content.subject,
                content.written,
                content.error,
                content.decision,
                new TreeMap<>(content.metadata),
                new Chain(FORMAT, head.hash(), ""));
        AuditEntry asStored = Fields.of(unhashed).toEntry();
        return asStored.withHash(asStored.computeHash());
    }

    /**
     * The entries that these fields are, in order.
     *
     * @param stored as a store has read them, oldest first
     * @return an entry for each
     * @throws UnreadableEntryException one of them cannot be read; those before it are inside
     */
    public static List<AuditEntry> of(List<Fields> stored) {
        List<AuditEntry> entries = new ArrayList<>(stored.size());
        for (Fields fields : stored) {
            try {
                entries.add(fields.toEntry());
            } catch (UnreadableEntryException e) {
                throw e.after(entries);
            }
        }
        return entries;
    }

    /** {@return number, time, state, what it is about, who wrote or decided it, and the error; one line} */
    public String describe() {
        String late = metadata.containsKey(OUTCOME) ? " " + metadata.get(OUTCOME) : "";
        String about = subject == null
                ? event.kind().name()
                : subject.changeId + " (" + event.operation + ", attempt " + subject.attempt + ", " + subject.mode
                        + ")";
        return "%3d  %s  %-18s  %s".formatted(seq, StoredTime.text(written.time), event.state + late, about)
                + (decision == null ? "" : ", " + decision.describe())
                + ", by " + ErrorRecord.oneLine(written.runner.toString())
                + (error == null ? "" : ", error: " + error.summary());
    }

    /** {@return SHA-256 over the hash of the entry before and the canonical form of this one} */
    public String computeHash() {
        return Fields.of(this).hash();
    }

    /** {@return the head of a log that ends with this entry} */
    public Head head() {
        return new Head(seq, chain.hash);
    }

    private AuditEntry withHash(String hash) {
        return new AuditEntry(
                service,
                seq,
                event,
                subject,
                written,
                error,
                decision,
                metadata,
                new Chain(chain.format, chain.prevHash, hash));
    }
}
