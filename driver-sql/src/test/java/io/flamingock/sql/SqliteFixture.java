package io.flamingock.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in a file. One transaction writes at a time, so a lease is left to expire by moving the clock.
 */
final class SqliteFixture extends SqlFixture {

    private final Path folder;
    private final AtomicLong movedMillis;

    private SqliteFixture(DataSource dataSource, Path folder, AtomicLong movedMillis) {
        super(dataSource);
        this.folder = folder;
        this.movedMillis = movedMillis;
    }

    static SqliteFixture empty() {
        Path folder = temporaryFolder();
        AtomicLong movedMillis = new AtomicLong();
        SQLiteDataSource dataSource = MovedSqlite.of("jdbc:sqlite:" + folder.resolve("contract.db"), movedMillis);
        dataSource.setSynchronous("OFF"); // races of many take long where each commit waits for the disk
        return new SqliteFixture(dataSource, folder, movedMillis);
    }

    @Override
    public boolean writesBesideTransactions() {
        return false;
    }

    @Override
    public void letPass(Duration time) {
        movedMillis.addAndGet(time.toMillis());
    }

    @Override
    String countOfTables() {
        return "SELECT count(*) FROM sqlite_master WHERE name LIKE 'flamingock%'";
    }

    @Override
    boolean endsBlockingSessions() {
        return false;
    }

    /** There are no sessions: messages have the file. */
    @Override
    String sessionId() {
        return "SELECT file FROM pragma_database_list WHERE name = 'main'";
    }

    @Override
    String nameOfSession(String id) {
        return "the file " + id;
    }

    @Override
    Throwable undoneByDatabase() {
        return new SQLException("[SQLITE_BUSY_SNAPSHOT] Another database connection has already written", null, 5);
    }

    @Override
    public void close() {
        super.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("flamingock-sqlite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
