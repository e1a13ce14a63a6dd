package io.flamingock.sql.crash;

import io.flamingock.tck.crash.Extent;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** While somebody stands in a transaction of mode SHARED, nobody takes his lease over. */
class SqliteCrashTest extends CrashesInProcess {

    @TempDir
    static Path folder;

    SqliteCrashTest() {
        super("SQLite", Extent.THINNED);
    }

    @Override
    Databases databases() {
        return Servers.sqlite(folder);
    }

    @Override
    boolean isHeldUpByOthers() {
        return true;
    }
}
