package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Monitor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The recipe's consumer, to which something happens. Arguments: brokers, topic, profile, snapshot, group protocol, and what happens: {@code nothing}, {@code
 * before-METHOD} or {@code after-METHOD}, as {@code kill -9} at this moment, when it calls the method of the consumer after its third poll that found something, or {@code
 * stall-until-FILE}, so that its first commit comes when the file is there.
 */
public final class MonitorUnderTest {
    private static final int DEAD = 43;

    private final Consumer<byte[], byte[]> consumer;
    private final String event;
    private int found;

    private MonitorUnderTest(Consumer<byte[], byte[]> consumer, String event) {
        this.consumer = consumer;
        this.event = event;
    }

    public static void main(String[] arguments) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                arguments[0],
                "group.id",
                "drift-monitor",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.interval.ms",
                arguments[5].startsWith("stall") ? 6_000 : 300_000,
                "group.protocol",
                arguments[4],
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class));
        if (arguments[4].equals("classic")) {
            settings.put("session.timeout.ms", 6_000); // of the other protocol it is the broker's
        }
        Thread counting = Thread.currentThread();
        try (Monitor monitor = Monitor.of(StoredProfile.read(Path.of(arguments[2])))
                        .snapshot(Path.of(arguments[3]))
                        .start();
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.wakeup();
                await(counting);
            }));
            new MonitorATopic(new MonitorUnderTest(consumer, arguments[5]).proxy(), monitor).run(arguments[1]);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
        }
    }

    private void dieAt(String moment) {
        if (found >= 3 && event.equals(moment)) {
            Runtime.getRuntime().halt(DEAD);
        }
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> proxy() {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                MonitorUnderTest.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, values) -> {
                    dieAt("before-" + method.getName());
                    if (event.startsWith("stall-until-") && method.getName().equals("commitSync")) {
                        while (!Files.exists(Path.of(event.substring("stall-until-".length())))) {
                            Thread.sleep(100);
                        }
                    }
                    try {
                        Object result = method.invoke(consumer, values);
                        dieAt("after-" + method.getName());
                        if (result instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
                            found++;
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
