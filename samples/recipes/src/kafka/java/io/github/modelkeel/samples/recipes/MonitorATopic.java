package io.github.modelkeel.samples.recipes;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Monitor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Feeds a drift monitor from a topic of Kafka. KafkaFeedsMonitorTest alone compiles it, and runs it with a real broker: no other build downloads
 * Kafka's client.
 */
final class MonitorATopic implements ConsumerRebalanceListener {
    private static final Logger LOG = System.getLogger(MonitorATopic.class.getName());

    // region kafka-consumer
    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python's json writes NaN
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_UNCOMMITTED = 1_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Map<TopicPartition, OffsetAndMetadata> counted = new HashMap<>();
    private final Consumer<byte[], byte[]> consumer;
    private final Monitor monitor;
    private long committed = System.nanoTime();
    private int uncommitted;

    MonitorATopic(Consumer<byte[], byte[]> consumer, Monitor monitor) {
        this.consumer = consumer;
        this.monitor = monitor;
    }

    /** Counts until another thread calls {@code consumer.wakeup()}. */
    void run(String topic) {
        try {
            consumer.subscribe(List.of(topic), this);
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::count);
                if (uncommitted >= MAX_UNCOMMITTED || System.nanoTime() - committed >= MAX_WAIT.toNanos()) {
                    commit();
                }
            }
        } catch (WakeupException end) {
            commit();
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> message) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        try {
            byte[] value = message.value();
            Map<String, Object> row = value == null ? null : JSON.readValue(value, ROW);
            if (row != null) {
                monitor.observe(row);
            }
        } catch (IOException e) { // must not stop what is behind it; its text may be private
            LOG.log(Level.WARNING, partition + " has at " + message.offset() + " what is not a row: " + e.getClass());
        }
        counted.put(partition, new OffsetAndMetadata(message.offset() + 1));
        uncommitted++;
    }

    /** Commits what is counted and saved, and nothing else: who dies in between counts again, and loses nothing. */
    private void commit() {
        if (!counted.isEmpty()) {
            monitor.save();
            try {
                consumer.commitSync(counted);
                counted.clear();
            } catch (CommitFailedException | RebalanceInProgressException e) {
                LOG.log(Level.WARNING, "counted, and not committed yet: " + counted, e);
            }
        }
        uncommitted = 0;
        committed = System.nanoTime();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit();
        counted.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        counted.keySet().removeAll(partitions); // another consumer has them, and counts again what was not committed
    }
    // endregion

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.log(Level.INFO, "counts " + partitions);
    }

    /** Arguments: brokers, topic, file of the profile, file of the snapshot. */
    public static void main(String[] arguments) {
        // region kafka-start
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                arguments[0],
                "group.id",
                "drift-monitor",
                "enable.auto.commit",
                false, // it would commit what is not saved
                "auto.offset.reset",
                "earliest", // by default a new group starts at the end
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class); // one that fails would stop the consumer
        Thread counting = Thread.currentThread();
        try (Monitor monitor = Monitor.of(StoredProfile.read(Path.of(arguments[2])))
                        .model("house")
                        .snapshot(Path.of(arguments[3]))
                        .start();
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.wakeup();
                await(counting);
            }));
            new MonitorATopic(consumer, monitor).run(arguments[1]);
        }
        // endregion
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
        }
    }
}
