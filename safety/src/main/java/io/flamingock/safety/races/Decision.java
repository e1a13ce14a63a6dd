package io.flamingock.safety.races;

import io.flamingock.api.Resolution;

/**
 * What the operator has decided about an attempt.
 *
 * @param inside whether the process of that attempt was still inside its body
 * @param nanos when he began to look
 */
record Decision(String change, int attempt, Resolution resolution, boolean inside, long nanos) {}
