package io.flamingock.sql.crash;

import io.flamingock.api.RecoveryStrategy;
import io.flamingock.tck.crash.Extent;
import io.flamingock.tck.crash.HaltedProcesses;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Scenario.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

    @Test
    void other_processes_halt() {
        new HaltedProcesses("SQLite processes", databases(), Databases.Opener.class, Pace.MOVED_CLOCK, table())
                .oneProcessForEachPoint() // one transaction writes at a time
                .halt(scenarios(scenario -> scenario.course() == Course.EXECUTES
                        && scenario.layout() == Layout.SHARED
                        && scenario.recovery() == RecoveryStrategy.MANUAL_INTERVENTION));
        table().assertNothingFailed();
    }
}
