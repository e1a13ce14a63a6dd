package io.flamingock.inputs;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.memory.InMemoryAuditStore;

/** What the application does in one row of the table. */
public interface Program {

    /** Tells the builder; {@code store} is the one that it is given unless the program gives another. */
    void build(FlamingockBuilder builder, InMemoryAuditStore store) throws Exception;

    /** Uses what was built. */
    void use(Flamingock flamingock) throws Exception;
}
