package io.github.modelkeel.interop;

import java.util.List;

/** What a test does with a broker. Public, as the class that does it is compiled during the test, with Kafka's client. Not thread-safe. */
public interface KafkaTopics extends AutoCloseable {
    /** Creates a topic. */
    void create(String topic, int partitions);

    /** Sends messages to the partitions in turn and waits until the broker has them; null is a message without a value. */
    void send(String topic, int partitions, List<byte[]> values);

    /** How many messages of a topic the consumers have committed. */
    long committed(String topic);

    /** How many partitions each consumer has, in ascending order. */
    List<Integer> shares();

    @Override
    void close();
}
