package io.flamingock.targets;

/**
 * What names an attempt in the target it runs against.
 *
 * @param service whose log
 * @param changeId the change
 * @param attempt the attempt, from 1
 * @param startedHash the hash of the {@code STARTED} entry that the attempt belongs to
 */
public record Marker(String service, String changeId, int attempt, String startedHash) {}
