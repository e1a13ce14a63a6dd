package io.flamingock.sql.crash;

/** The rows of protocol §6 on MySQL. */
class MySqlCrashTest extends CrashesOnServer {

    MySqlCrashTest() {
        super("MySQL");
    }

    @Override
    Databases created() {
        return Servers.mySql();
    }
}
