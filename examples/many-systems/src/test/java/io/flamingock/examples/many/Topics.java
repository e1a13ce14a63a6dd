package io.flamingock.examples.many;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** The topics of one platform. */
final class Topics {

    private static final long LIMIT_NANOS = 20_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final Admin kafka;
    private final String environment;
    private final AtomicInteger refreshes = new AtomicInteger();

    /** {@code environment} begins their names. */
    Topics(Admin kafka, String environment) {
        this.kafka = kafka;
        this.environment = environment;
    }

    /**
     * Waits until Kafka shows what was done before: a broker hears of it from the controller, and in order. So whoever sees
     * a topic of his own sees all that came before it.
     */
    void refresh() throws ExecutionException, InterruptedException {
        String topic = environment + ".seen" + refreshes.incrementAndGet();
        kafka.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (!names().contains(topic)) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("Kafka does not show topic " + topic);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** How many partitions that topic has; none if it is not there. */
    int partitions(String topic) throws ExecutionException, InterruptedException {
        String name = environment + "." + topic;
        return names().contains(name)
                ? kafka.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .get(name)
                        .partitions()
                        .size()
                : 0;
    }

    /** How long its events are kept, in milliseconds; empty if it is not there. */
    String retention(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, environment + "." + topic);
        return partitions(topic) == 0
                ? ""
                : kafka.describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get("retention.ms")
                        .value();
    }

    /** Removes those that are there. */
    void delete(String... topics) throws ExecutionException, InterruptedException {
        Set<String> there = names();
        kafka.deleteTopics(Stream.of(topics)
                        .map(topic -> environment + "." + topic)
                        .filter(there::contains)
                        .toList())
                .all()
                .get();
    }

    private Set<String> names() throws ExecutionException, InterruptedException {
        return kafka.listTopics().names().get();
    }
}
