package io.flamingock.sql.crash;

import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.Extent;
import io.flamingock.tck.crash.HaltedProcesses;
import io.flamingock.tck.crash.InProcessPauses;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario;
import io.flamingock.tck.crash.Scenario.Course;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same on a server on which DDL commits; other processes halt on it as well. */
abstract class CrashesOnServer extends CrashesInProcess {

    private final String where;
    private @Nullable Databases databases;

    CrashesOnServer(String where) {
        super(where, Extent.THINNED);
        this.where = where;
    }

    /** New databases on it. */
    abstract Databases created();

    @Override
    final Databases databases() {
        if (databases == null) {
            databases = created();
        }
        return databases;
    }

    @Test
    void a_process_whose_body_commits_by_creating_a_table_may_stand_still() {
        List<Scenario> committing = scenarios(scenario -> scenario.course() == Course.COMMITS_INSIDE);
        try (CrashSite site = databases().committingByDdl().impatient().open()) {
            new InProcessPauses(where + " DDL", () -> site, Pace.MOVED_CLOCK, table()).isOvertaken(committing);
        }
        table().assertNothingFailed();
    }

    /** Their bodies, too, commit by creating a table. */
    @Test
    void other_processes_halt() {
        HaltedProcesses processes = new HaltedProcesses(
                where + " processes", databases().committingByDdl(), Databases.Opener.class, Pace.MOVED_CLOCK, table());
        processes.halt(scenarios(
                scenario -> scenario.course() == Course.EXECUTES || scenario.course() == Course.COMMITS_INSIDE));
        table().assertNothingFailed();
    }
}
