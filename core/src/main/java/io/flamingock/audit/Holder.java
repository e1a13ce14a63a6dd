package io.flamingock.audit;

/**
 * Who asks for a lease.
 *
 * @param owner a UUID, new for every acquisition and kept for repeating one whose answer was lost
 * @param runner who that is, for people
 */
public record Holder(String owner, Runner runner) {}
