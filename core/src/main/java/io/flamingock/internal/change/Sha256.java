package io.flamingock.internal.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a list of texts; each goes in with its length, so that no two lists read the same. */
final class Sha256 {

    /** Copied, never used: to look for an algorithm takes longer than the digest of a change. */
    private static final MessageDigest NEW = fresh();

    private final MessageDigest digest;

    Sha256() {
        digest = copyOrFresh();
    }

    private static MessageDigest copyOrFresh() {
        try {
            return (MessageDigest) NEW.clone();
        } catch (CloneNotSupportedException e) {
            return fresh(); // that of a provider which cannot
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Sha256 add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (bytes.length >> shift));
        }
        digest.update(bytes);
        return this;
    }

    /** The digest; what is added from now on is another list. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
