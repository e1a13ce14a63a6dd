package io.flamingock.audit;

import java.util.Locale;

/** The fields an entry is stored as, in the order of its canonical form; drivers take their columns from here. */
public enum Field {
    /** Whose log; with {@link #SEQ} the key. */
    SERVICE(Type.TEXT, 255),
    /** Its number in that log, from 1. */
    SEQ(Type.NUMBER, 0),
    /** The version of the format that it was written in. */
    FORMAT(Type.NUMBER, 0),
    /** {@link AuditEntry.Kind}. */
    KIND(Type.TEXT, 16),
    /** {@link io.flamingock.api.Operation}; only of a change. */
    OPERATION(Type.TEXT, 16),
    /** {@link io.flamingock.api.State}. */
    STATE(Type.TEXT, 32),
    /** A UUID, the same for all entries of a run. */
    RUN_ID(Type.TEXT, 64),
    /** Of the change, as it was declared then; like the next ones only of a change. */
    STAGE(Type.TEXT, 255),
    /** Of the change. */
    CHANGE_ID(Type.TEXT, 255),
    /** Its place in its stage, as it was declared then. */
    CHANGE_ORDER(Type.TEXT, 255),
    /** Who answered for the change then. */
    AUTHOR(Type.TEXT, 255),
    /** What was said of it then. */
    DESCRIPTION(Type.TEXT, 255),
    /** Where it was declared then. */
    SOURCE(Type.LONG_TEXT, 2_000),
    /** The name of its target system. */
    TARGET(Type.TEXT, 255),
    /** {@link io.flamingock.api.Mode} of this attempt. */
    MODE(Type.TEXT, 16),
    /** {@link io.flamingock.api.RecoveryStrategy}, as it was declared then: evidence, today's counts. */
    RECOVERY(Type.TEXT, 32),
    /** From 1; 0 for one that was imported. */
    ATTEMPT(Type.NUMBER, 0),
    /** SHA-256 in hexadecimal: of the change; of a run, of its whole set of changes. */
    CHECKSUM(Type.TEXT, 64),
    /** ISO-8601 in UTC with milliseconds: the same text in every store, whatever its time zone. */
    RECORDED_AT(Type.TEXT, 24),
    /** How long the body took, in milliseconds. */
    DURATION_MS(Type.NUMBER, 0),
    /** Who has written it, as the builder was told. */
    APPLICATION(Type.TEXT, 255),
    /** The version of that. */
    APPLICATION_VERSION(Type.TEXT, 255),
    /** The name of its machine. */
    HOST(Type.TEXT, 255),
    /** Its process there. */
    PID(Type.NUMBER, 0),
    /** The user that it ran as. */
    OS_USER(Type.TEXT, 255),
    /** The class of what was thrown. */
    ERROR_TYPE(Type.TEXT, 255),
    /** Its message, cut. */
    ERROR_MESSAGE(Type.LONG_TEXT, ErrorRecord.MAX_MESSAGE),
    /** Its stack trace and those of its causes, cut. */
    ERROR_TRACE(Type.LONG_TEXT, ErrorRecord.MAX_TRACE),
    /** Who has decided; only of a decision. */
    OPERATOR(Type.TEXT, 255),
    /** Why; only of a decision. */
    REASON(Type.LONG_TEXT, 2_000),
    /** A JSON object of strings, keys in order. */
    METADATA(Type.LONG_TEXT, 32_000),
    /** {@link #HASH} of the entry before; 64 zeros for the first. */
    PREV_HASH(Type.TEXT, 64),
    /** SHA-256 in hexadecimal over {@link #PREV_HASH} and the other fields that have a value. */
    HASH(Type.TEXT, 64);

    /** What a field holds. */
    public enum Type {
        /** A 64-bit integer. */
        NUMBER,
        /** Text that fits a column of at most 255 characters. */
        TEXT,
        /** Longer text. */
        LONG_TEXT
    }

    private final Type type;
    private final int maxLength;

    Field(Type type, int maxLength) {
        this.type = type;
        this.maxLength = maxLength;
    }

    /** {@return the name of its column} */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what its column holds} */
    public Type type() {
        return type;
    }

    /** {@return the most UTF-16 units that it can have; 0 for a number} */
    public int maxLength() {
        return maxLength;
    }
}
