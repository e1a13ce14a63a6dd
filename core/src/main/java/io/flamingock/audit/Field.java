package io.flamingock.audit;

import java.util.Locale;

/** The fields an entry is stored as, in the order of its canonical form; drivers take their columns from here. */
public enum Field {
    SERVICE(Type.TEXT, 255),
    SEQ(Type.NUMBER, 0),
    FORMAT(Type.NUMBER, 0),
    KIND(Type.TEXT, 16),
    OPERATION(Type.TEXT, 16),
    STATE(Type.TEXT, 32),
    RUN_ID(Type.TEXT, 64),
    STAGE(Type.TEXT, 255),
    CHANGE_ID(Type.TEXT, 255),
    CHANGE_ORDER(Type.TEXT, 255),
    AUTHOR(Type.TEXT, 255),
    DESCRIPTION(Type.TEXT, 255),
    SOURCE(Type.LONG_TEXT, 2_000),
    TARGET(Type.TEXT, 255),
    MODE(Type.TEXT, 16),
    RECOVERY(Type.TEXT, 32),
    ATTEMPT(Type.NUMBER, 0),
    CHECKSUM(Type.TEXT, 64),
    /** ISO-8601 in UTC with milliseconds: the same text in every store, whatever its time zone. */
    RECORDED_AT(Type.TEXT, 24),
    DURATION_MS(Type.NUMBER, 0),
    APPLICATION(Type.TEXT, 255),
    APPLICATION_VERSION(Type.TEXT, 255),
    HOST(Type.TEXT, 255),
    PID(Type.NUMBER, 0),
    OS_USER(Type.TEXT, 255),
    ERROR_TYPE(Type.TEXT, 255),
    ERROR_MESSAGE(Type.LONG_TEXT, ErrorRecord.MAX_MESSAGE),
    ERROR_TRACE(Type.LONG_TEXT, ErrorRecord.MAX_TRACE),
    OPERATOR(Type.TEXT, 255),
    REASON(Type.LONG_TEXT, 2_000),
    /** A JSON object of strings, keys in order. */
    METADATA(Type.LONG_TEXT, 32_000),
    PREV_HASH(Type.TEXT, 64),
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

    /** The name of its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Type type() {
        return type;
    }

    /** In UTF-16 units; 0 for a number. */
    public int maxLength() {
        return maxLength;
    }
}
