package io.flamingock.sql.crash;

import io.flamingock.tck.crash.Extent;

/** The rows of protocol §6 on HSQLDB. */
class HsqldbCrashTest extends CrashesInProcess {

    HsqldbCrashTest() {
        super("HSQLDB", Extent.THINNED);
    }

    @Override
    Databases databases() {
        return Servers.hsqldb();
    }
}
