/** Its changes are in a package that nobody else may look into: there is a problem that names the missing line. */
module travel.closed {
    requires com.h2database;
    requires io.flamingock.core;
    requires io.flamingock.sql;
    requires java.naming;
    requires java.sql;
}
