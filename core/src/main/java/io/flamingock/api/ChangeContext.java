package io.flamingock.api;

/**
 * What a body may ask for about the attempt it belongs to, as a parameter of its method. Immutable.
 *
 * @param changeId the change
 * @param operation whether it is applied or undone
 * @param attempt the number of this attempt, from 1
 * @param runId the run it belongs to
 * @param fencingToken grows with every attempt of the service: a target that remembers the highest it has seen can
 *     refuse a caller that was paused and overtaken (protocol §4)
 * @param idempotencyKey equal for attempts that may overlap, new after one was undone; for {@code Idempotency-Key}
 *     headers, {@code If-None-Match}, {@code transactional.id}
 */
public record ChangeContext(
        String changeId, Operation operation, int attempt, String runId, long fencingToken, String idempotencyKey) {}
