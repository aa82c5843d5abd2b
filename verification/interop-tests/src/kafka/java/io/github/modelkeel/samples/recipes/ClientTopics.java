package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.interop.KafkaTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics by Kafka's own client. Not thread-safe. */
public final class ClientTopics implements KafkaTopics {
    private static final String GROUP = "drift-monitor";

    private final Admin admin;
    private final String brokers;

    public ClientTopics(String brokers) {
        this.brokers = brokers;
        this.admin = withOwnClasses(() -> Admin.create(Map.of("bootstrap.servers", brokers)));
    }

    /** Kafka finds its classes by name. */
    private static <T> T withOwnClasses(Supplier<T> making) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClientTopics.class.getClassLoader());
        try {
            return making.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                brokers,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class));
    }

    @Override
    public void create(String topic, int partitions) {
        get(admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        awaitLeaders(topic, partitions);
    }

    /** On a busy machine a broker knows a topic before it takes records of all partitions; a producer that comes first can wait for one until its limit. */
    private void awaitLeaders(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        get(admin.listOffsets(ends).all().toCompletionStage().toCompletableFuture());
    }

    @Override
    public void send(String topic, int partitions, List<byte[]> values) {
        try (Producer<byte[], byte[]> producer = withOwnClasses(this::producer)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, values.get(i))));
            }
            sent.forEach(ClientTopics::get);
        }
    }

    @Override
    public long committed(String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets = get(admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture());
        return offsets.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic) && each.getValue() != null)
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }

    @Override
    public List<Integer> shares() {
        try {
            ConsumerGroupDescription group = get(admin.describeConsumerGroups(List.of(GROUP))
                            .all()
                            .toCompletionStage()
                            .toCompletableFuture())
                    .get(GROUP);
            return group.members().stream()
                    .map(member -> member.assignment().topicPartitions().size())
                    .sorted()
                    .toList();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
