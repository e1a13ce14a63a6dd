package io.flamingock.examples.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.servers.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Here, and not beside the server, because only this module has Kafka's programs on its class path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class KafkaServerTest {

    @Test
    void takes_topics_as_soon_as_it_is_started_and_leaves_no_process() throws Exception {
        List<ProcessHandle> before = children();
        List<ProcessHandle> started;
        try (KafkaServer server = KafkaServer.start();
                Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server.address()))) {
            started =
                    children().stream().filter(child -> !before.contains(child)).toList();
            admin.createTopics(List.of(new NewTopic("here", 3, (short) 1)))
                    .all()
                    .get();
            assertThat(admin.describeTopics(List.of("here"))
                            .allTopicNames()
                            .get()
                            .get("here")
                            .partitions())
                    .hasSize(3);
        }
        assertThat(started)
                .isNotEmpty()
                .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    private static List<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.toList();
        }
    }
}
