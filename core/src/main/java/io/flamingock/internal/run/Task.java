package io.flamingock.internal.run;

import io.flamingock.api.Operation;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.internal.change.WiredChange;
import org.jspecify.annotations.Nullable;

/** A change that is to be applied or undone; {@code decision} is there where an operator asked for it. */
record Task(
        WiredChange wired, Operation operation, @Nullable OperatorDecision decision) {}
