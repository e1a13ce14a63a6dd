package io.flamingock.audit;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.Chain;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a driver stores it: text and 64-bit numbers, a missing value for the empty string, so that what comes
 * back from any store is what went in, and hashes alike.
 */
public final class Fields {

    private final Map<Field, Object> values = new EnumMap<>(Field.class);

    private Fields() {}

    /**
     * The fields of an entry.
     *
     * @param entry with or without its hash
     * @return what a store writes
     */
    public static Fields of(AuditEntry entry) {
        Fields fields = new Fields();
        fields.put(Field.SERVICE, entry.service());
        fields.put(Field.SEQ, entry.seq());
        Event event = entry.event();
        fields.put(Field.KIND, event.kind().name());
        fields.put(
                Field.OPERATION,
                event.operation() == null ? null : event.operation().name());
        fields.put(Field.STATE, event.state().name());
        fields.put(Field.RUN_ID, event.runId());
        fields.put(Field.CHECKSUM, event.checksum());
        fields.putSubject(entry.subject());
        fields.putWritten(entry.written());
        @Nullable ErrorRecord error = entry.error();
        if (error != null) {
            fields.put(Field.ERROR_TYPE, error.type());
            fields.put(Field.ERROR_MESSAGE, error.message());
            fields.put(Field.ERROR_TRACE, error.trace());
        }
        @Nullable OperatorDecision decision = entry.decision();
        if (decision != null) {
            fields.put(Field.OPERATOR, decision.operator());
            fields.put(Field.REASON, decision.reason());
        }
        fields.put(Field.METADATA, entry.metadata().isEmpty() ? null : MetadataJson.write(entry.metadata()));
        fields.put(Field.FORMAT, entry.chain().format());
        fields.put(Field.PREV_HASH, entry.chain().prevHash());
        fields.put(Field.HASH, entry.chain().hash());
        return fields;
    }

    /**
     * The fields as a store has them; {@code column} gives a {@link String}, a {@link Number} or {@code null}.
     *
     * @param column what stands there; an integer may have any width
     * @return not checked yet: {@link #toEntry} does that
     */
    public static Fields read(java.util.function.Function<Field, @Nullable Object> column) {
        Fields fields = new Fields();
        for (Field field : Field.values()) {
            fields.put(field, column.apply(field));
        }
        return fields;
    }

    /**
     * Hands over every field in order, missing ones as {@code null}.
     *
     * @param consumer called once for each {@link Field}
     */
    public void forEach(BiConsumer<Field, @Nullable Object> consumer) {
        for (Field field : Field.values()) {
            consumer.accept(field, values.get(field));
        }
    }

    /**
     * The value of a field: a {@link String}, a {@link Long}, or {@code null}.
     *
     * @param field which
     * @return as it is to be written: no other type
     */
    public @Nullable Object get(Field field) {
        return values.get(field);
    }

    /**
     * The entry that these fields are.
     *
     * @return with the hash that is written there, which need not be the right one
     * @throws UnreadableEntryException they were written by a newer version of this library, or by hand
     */
    public AuditEntry toEntry() {
        long format = number(Field.FORMAT);
        if (format > AuditEntry.FORMAT) {
            throw refused("has format " + format + ", and this version knows formats up to " + AuditEntry.FORMAT, null);
        }
        try {
            return new AuditEntry(
                    text(Field.SERVICE),
                    number(Field.SEQ),
                    new Event(
                            Kind.valueOf(text(Field.KIND)),
                            orNull(Operation.class, Field.OPERATION),
                            State.valueOf(text(Field.STATE)),
                            text(Field.RUN_ID),
                            (String) values.get(Field.CHECKSUM)),
                    subject(),
                    written(),
                    values.containsKey(Field.ERROR_TYPE)
                            ? new ErrorRecord(
                                    text(Field.ERROR_TYPE), text(Field.ERROR_MESSAGE), text(Field.ERROR_TRACE))
                            : null,
                    values.containsKey(Field.OPERATOR)
                            ? new OperatorDecision(text(Field.OPERATOR), text(Field.REASON))
                            : null,
                    metadata(),
                    new Chain((int) format, text(Field.PREV_HASH), text(Field.HASH)));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw refused("holds a value that this version does not know (" + e.getMessage() + ")", e);
        }
    }

    /** SHA-256 of the canonical form: every field that has a value, the hash itself left out, with its length. */
    String hash() {
        StringBuilder canonical = new StringBuilder(512);
        values.forEach((field, value) -> {
            if (field != Field.HASH) {
                String text = value.toString();
                canonical
                        .append(field.column())
                        .append('=')
                        .append(text.length())
                        .append(':')
                        .append(text)
                        .append('\n');
            }
        });
        try {
            byte[] bytes = canonical.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void putSubject(@Nullable Subject subject) {
        if (subject != null) {
            put(Field.STAGE, subject.stage());
            put(Field.CHANGE_ID, subject.changeId());
            put(Field.CHANGE_ORDER, subject.order());
            put(Field.AUTHOR, subject.author());
            put(Field.DESCRIPTION, subject.description());
            put(Field.SOURCE, subject.source());
            put(Field.TARGET, subject.target());
            put(Field.MODE, subject.mode().name());
            put(Field.RECOVERY, subject.recovery().name());
            put(Field.ATTEMPT, subject.attempt());
        }
    }

    private void putWritten(Written written) {
        put(Field.RECORDED_AT, StoredTime.text(written.time()));
        put(
                Field.DURATION_MS,
                written.duration() == null ? null : written.duration().toMillis());
        put(Field.APPLICATION, written.runner().application());
        put(Field.APPLICATION_VERSION, written.runner().version());
        put(Field.HOST, written.runner().host());
        put(Field.PID, written.runner().pid());
        put(Field.OS_USER, written.runner().user());
    }

    private @Nullable Subject subject() {
        if (!values.containsKey(Field.CHANGE_ID)) {
            return null;
        }
        return new Subject(
                text(Field.STAGE),
                text(Field.CHANGE_ID),
                text(Field.CHANGE_ORDER),
                text(Field.AUTHOR),
                text(Field.DESCRIPTION),
                text(Field.SOURCE),
                text(Field.TARGET),
                Mode.valueOf(text(Field.MODE)),
                RecoveryStrategy.valueOf(text(Field.RECOVERY)),
                (int) number(Field.ATTEMPT));
    }

    private Written written() {
        return new Written(
                StoredTime.of(text(Field.RECORDED_AT)),
                values.containsKey(Field.DURATION_MS) ? Duration.ofMillis(number(Field.DURATION_MS)) : null,
                new Runner(
                        text(Field.APPLICATION),
                        text(Field.APPLICATION_VERSION),
                        text(Field.HOST),
                        number(Field.PID),
                        text(Field.OS_USER)));
    }

    private SortedMap<String, String> metadata() {
        return values.containsKey(Field.METADATA)
                ? MetadataJson.read(text(Field.METADATA))
                : java.util.Collections.emptySortedMap();
    }

    private UnreadableEntryException refused(String what, @Nullable Throwable cause) {
        String entry = "entry " + values.get(Field.SEQ) + " of the log of '" + values.get(Field.SERVICE) + "'";
        return new UnreadableEntryException(entry, what, cause);
    }

    private void put(Field field, @Nullable Object value) {
        if (value instanceof Number number) {
            values.put(field, number.longValue());
        } else if (value instanceof String text && !text.isEmpty()) {
            String storable = ErrorRecord.storable(text, field.maxLength());
            if (!storable.isEmpty()) {
                values.put(field, storable);
            }
        }
    }

    private <E extends Enum<E>> @Nullable E orNull(Class<E> type, Field field) {
        return values.containsKey(field) ? Enum.valueOf(type, text(field)) : null;
    }

    private String text(Field field) {
        return (String) values.getOrDefault(field, "");
    }

    private long number(Field field) {
        return (long) values.getOrDefault(field, 0L);
    }
}
