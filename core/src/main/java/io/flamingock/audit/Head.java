package io.flamingock.audit;

/**
 * Where a log ends: number and hash of its newest entry.
 *
 * @param seq 0 for an empty log
 * @param hash 64 hexadecimal digits; zeros for an empty log
 */
public record Head(long seq, String hash) {

    /** The head of a log without entries. */
    public static final Head EMPTY = new Head(0, "0".repeat(64));

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text {@code SEQ:HASH}
     * @return the head
     * @throws IllegalArgumentException it is none
     */
    public static Head parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.length() - colon != 65) {
            throw new IllegalArgumentException("a head is SEQ:HASH with 64 hexadecimal digits, not '" + text + "'");
        }
        return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
