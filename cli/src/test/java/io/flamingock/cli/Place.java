package io.flamingock.cli;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.flamingock.audit.AuditStore;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.sql.SqlAuditStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** A new place for a log on a real store: what its address is, and how an application gets there. */
enum Place {
    H2 {
        @Override
        String newUrl(Path folder) {
            return "jdbc:h2:file:" + folder.resolve("log" + COUNT.incrementAndGet())
                    + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        }

        /** Closed afterwards, for only one process at a time may have the file. */
        @Override
        void use(String url, Consumer<AuditStore> application) {
            JdbcConnectionPool pool = JdbcConnectionPool.create(url, "", "");
            try {
                application.accept(SqlAuditStore.of(pool));
            } finally {
                pool.dispose();
            }
        }

        @Override
        AuditStore store(String url) {
            return SqlAuditStore.of(JdbcConnectionPool.create(url, "", ""));
        }
    },
    POSTGRES {
        @Override
        String newUrl(Path folder) {
            return SqlServer.POSTGRES.newUrl();
        }

        @Override
        AuditStore store(String url) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(url);
            return SqlAuditStore.of(dataSource);
        }
    },
    MARIADB {
        @Override
        String newUrl(Path folder) {
            return SqlServer.MARIADB.newUrl();
        }

        @Override
        AuditStore store(String url) {
            try {
                return SqlAuditStore.of(new MariaDbDataSource(url));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    SQLITE {
        @Override
        String newUrl(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("log" + COUNT.incrementAndGet() + ".db");
        }

        @Override
        AuditStore store(String url) {
            SQLiteDataSource dataSource = new SQLiteDataSource();
            dataSource.setUrl(url);
            return SqlAuditStore.of(dataSource);
        }
    },
    MONGODB {
        @Override
        String newUrl(Path folder) {
            String server = MongoServer.shared().connectionString();
            return server.replaceFirst(
                    "^(mongodb(?:\\+srv)?://[^/]+/)[^?]*", "$1cli" + System.nanoTime() + COUNT.incrementAndGet());
        }

        @Override
        void use(String url, Consumer<AuditStore> application) {
            try (MongoClient client = MongoClients.create(url)) {
                application.accept(MongoAuditStore.of(client, database(url)));
            }
        }

        @Override
        AuditStore store(String url) {
            return MongoAuditStore.of(MongoClients.create(url), database(url));
        }

        @Override
        void alterReason(String url, long seq) {
            try (MongoClient client = MongoClients.create(url)) {
                long altered = client.getDatabase(database(url))
                        .getCollection("flamingock_audit")
                        .updateOne(Filters.eq("_id.seq", seq), Updates.set("reason", "altered"))
                        .getModifiedCount();
                if (altered != 1) {
                    throw new IllegalStateException("entry " + seq + " was not altered");
                }
            }
        }

        private String database(String url) {
            return url.replaceFirst("^mongodb(?:\\+srv)?://[^/]+/", "").replaceFirst("\\?.*", "");
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    abstract String newUrl(Path folder);

    /** A store in this place; what it opens stays open until the process ends. */
    abstract AuditStore store(String url);

    static Place of(String url) {
        return url.startsWith("mongodb") ? MONGODB : url.startsWith("jdbc:h2") ? H2 : POSTGRES;
    }

    /** Does what an application would; nothing of it is connected afterwards. */
    void use(String url, Consumer<AuditStore> application) {
        application.accept(store(url));
    }

    /** What nobody should do: writes another reason into an entry. */
    void alterReason(String url, long seq) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE \"flamingock_audit\" SET \"reason\" = 'altered' WHERE \"seq\" = ?"
                                .replace("\"", connection.getMetaData().getIdentifierQuoteString()))) {
            update.setLong(1, seq);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("entry " + seq + " was not altered");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
