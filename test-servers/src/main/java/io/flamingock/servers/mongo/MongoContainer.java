package io.flamingock.servers.mongo;

import java.util.Map;
import org.testcontainers.mongodb.MongoDBContainer;

/** MongoDB on Docker; a class of its own, because Testcontainers need not be there. */
final class MongoContainer {

    static MongoServer start(Map<String, String> environment) {
        String image = environment.getOrDefault(MongoServer.IMAGE_VARIABLE, "mongo:7");
        MongoDBContainer container = new MongoDBContainer(image).withReplicaSet();
        container.start();
        return MongoServer.describedByItself(container.getReplicaSetUrl(), container);
    }

    private MongoContainer() {}
}
