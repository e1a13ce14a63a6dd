package io.flamingock.internal.change;

import io.flamingock.api.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The key that a body may hand to its target (protocol §4): equal for attempts that may overlap, new after one was
 * undone.
 */
public final class IdempotencyKey {

    private static final int BYTES = 16;

    private IdempotencyKey() {}

    /** {@code timesUndone} counts the entries by which the change was undone before the attempt. */
    public static String of(String service, String changeId, Operation operation, int timesUndone) {
        String text = service.length() + ":" + service + changeId.length() + ":" + changeId + operation + timesUndone;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
