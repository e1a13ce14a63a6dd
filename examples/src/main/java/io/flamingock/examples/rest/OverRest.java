package io.flamingock.examples.rest;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.io.PrintStream;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Brings the routes of an API gateway up to date. At the first start the gateway breaks down between two requests of a
 * change: its rollback removes what the first one has created, so the second start can run it anew.
 */
public final class OverRest {

    private OverRest() {}

    public static void main(String[] args) throws IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException {
        try (GatewayServer server = GatewayServer.start()) {
            Flamingock flamingock = flamingock(new Gateway(server.address()));

            server.breakDownAt("/routes/payments");
            try {
                flamingock.run();
            } catch (ChangeFailedException e) {
                out.println(e.getMessage());
            }
            out.println("the gateway has " + server.paths());

            server.repair();
            out.println(flamingock.run());
            out.println("the gateway has " + server.paths());
        }
    }

    static Flamingock flamingock(Gateway gateway) {
        JdbcDataSource log = new JdbcDataSource();
        log.setURL("jdbc:h2:mem:rest" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return Flamingock.builder()
                .service("web-shop")
                .auditStore(SqlAuditStore.of(log))
                .targetSystems(NonTransactionalTargetSystem.of("gateway", gateway))
                .changes("io.flamingock.examples.rest.changes")
                .build();
    }
}
