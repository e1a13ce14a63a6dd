package io.flamingock.internal.plan;

import io.flamingock.api.Policy;

/**
 * What to do where log and code disagree.
 *
 * @param outOfOrder a change without entries sorts before an executed one
 * @param missing an executed change is no longer in the code
 * @param drift an executed change is declared differently now
 */
public record Policies(Policy outOfOrder, Policy missing, Policy drift) {

    public Policies withOutOfOrder(Policy policy) {
        return new Policies(policy, missing, drift);
    }

    public Policies withMissing(Policy policy) {
        return new Policies(outOfOrder, policy, drift);
    }

    public Policies withDrift(Policy policy) {
        return new Policies(outOfOrder, missing, policy);
    }
}
