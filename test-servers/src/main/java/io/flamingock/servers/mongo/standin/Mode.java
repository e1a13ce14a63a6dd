package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** What kind of deployment the process plays. */
enum Mode {
    /** The primary, and only member, of a replica set. */
    REPLICA_SET {
        @Override
        void describe(Document hello, String address) {
            hello.append("setName", "rs0")
                    .append("setVersion", 1)
                    .append("secondary", false)
                    .append("hosts", List.of(address))
                    .append("primary", address)
                    .append("me", address);
        }
    },
    /** As a replica set, but its errors carry no labels: as servers that only speak the protocol. */
    REPLICA_SET_WITHOUT_LABELS {
        @Override
        void describe(Document hello, String address) {
            REPLICA_SET.describe(hello, address);
        }
    },
    /** One server without replication: no transactions. */
    STANDALONE {
        @Override
        void describe(Document hello, String address) {}
    },
    /** The router of a sharded cluster. */
    ROUTER {
        @Override
        void describe(Document hello, String address) {
            hello.append("msg", "isdbgrid");
        }
    };

    abstract void describe(Document hello, String address);
}
