/** It lets the library, and nobody else, look into the package of its changes. */
module travel {
    requires com.h2database;
    requires io.flamingock.core;
    requires io.flamingock.sql;
    requires java.naming;
    requires java.sql;

    opens travel.changes to
            io.flamingock.core;
}
