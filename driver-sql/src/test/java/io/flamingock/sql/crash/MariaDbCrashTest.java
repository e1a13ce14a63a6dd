package io.flamingock.sql.crash;

/** The rows of protocol §6 on MariaDB. */
class MariaDbCrashTest extends CrashesOnServer {

    MariaDbCrashTest() {
        super("MariaDB");
    }

    @Override
    Databases created() {
        return Servers.mariaDb();
    }
}
