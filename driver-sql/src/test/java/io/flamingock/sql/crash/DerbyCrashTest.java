package io.flamingock.sql.crash;

import io.flamingock.tck.crash.Extent;

/** While somebody stands in a transaction of mode SHARED, whoever else comes cannot even read the log. */
class DerbyCrashTest extends CrashesInProcess {

    DerbyCrashTest() {
        super("Derby", Extent.DEALT);
    }

    @Override
    Databases databases() {
        return Servers.derby();
    }

    @Override
    boolean isHeldUpByOthers() {
        return true;
    }

    /** In each of its databases Derby compiles every statement anew, which takes much longer than to execute it. */
    @Override
    int atOnce() {
        return 4;
    }
}
