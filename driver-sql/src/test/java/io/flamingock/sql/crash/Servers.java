package io.flamingock.sql.crash;

import io.flamingock.servers.SqlServer;
import io.flamingock.sql.SqlServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where runs crash: pairs of new, empty databases. */
final class Servers {

    /** Without it H2 acknowledges commits up to half a second before they are durable. */
    private static final String H2_DURABLE = ";USER=sa;PASSWORD=;DB_CLOSE_DELAY=-1;WRITE_DELAY=0";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Servers() {}

    static Databases postgres() {
        return Databases.created(SqlServers.postgresUrl(), SqlServers.postgresUrl());
    }

    static Databases mariaDb() {
        return Databases.created(SqlServer.MARIADB.newUrl(), SqlServer.MARIADB.newUrl());
    }

    static Databases mySql() {
        return Databases.created(mySqlUrl(), mySqlUrl());
    }

    /** Its driver would take each statement apart each time. */
    private static String mySqlUrl() {
        return SqlServer.MYSQL.newUrl() + "&cachePrepStmts=true&prepStmtCacheSqlLimit=4096";
    }

    /** In files of this folder: open in one process at a time. */
    static Databases h2Files(Path folder) {
        int number = DATABASES.incrementAndGet();
        return Databases.created(
                h2("file:" + folder.resolve("store" + number)), h2("file:" + folder.resolve("elsewhere" + number)));
    }

    /** In memory. */
    static Databases hsqldb() {
        int number = DATABASES.incrementAndGet();
        return Databases.created(hsqldb("store" + number), hsqldb("elsewhere" + number));
    }

    private static String hsqldb(String name) {
        return "jdbc:hsqldb:mem:" + name + ";hsqldb.tx=mvcc;user=SA";
    }

    /** In files of this folder, of which a crash of the host would lose something. */
    static Databases sqlite(Path folder) {
        int number = DATABASES.incrementAndGet();
        return Databases.created(sqlite(folder, "store" + number), sqlite(folder, "elsewhere" + number));
    }

    private static String sqlite(Path folder, String name) {
        return "jdbc:sqlite:" + folder.resolve(name + ".db") + "?synchronous=OFF";
    }

    /** In memory, and waiting a second for a lock, which is the shortest time that it knows. */
    static Databases derby() {
        int number = DATABASES.incrementAndGet();
        return Databases.created(derby("store" + number), derby("elsewhere" + number));
    }

    private static String derby(String name) {
        String url = "jdbc:derby:memory:" + name + ";create=true";
        SqlServers.waitASecondForLocks(url);
        return url;
    }

    private static String h2(String where) {
        return "jdbc:h2:" + where + H2_DURABLE;
    }

    /** An H2 server in a process of its own, on 127.0.0.1. */
    static final class H2Server implements AutoCloseable {
        private final Process process;
        private final int port;

        H2Server(Path folder) throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dh2.bindAddress=127.0.0.1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.h2.tools.Server",
                            "-tcp",
                            "-tcpPort",
                            Integer.toString(port),
                            "-ifNotExists",
                            "-baseDir",
                            folder.toString()))
                    .redirectErrorStream(true)
                    .start();
            awaitReady();
        }

        private void awaitReady() throws IOException {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = out.readLine();
            if (first == null || !first.contains("running")) {
                throw new IllegalStateException("the H2 server does not start: " + first);
            }
        }

        Databases databases() {
            int number = DATABASES.incrementAndGet();
            String server = "tcp://127.0.0.1:" + port + "/";
            return Databases.created(h2(server + "store" + number), h2(server + "elsewhere" + number));
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                boolean unused = process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
