package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipe that feeds a drift monitor from a topic, with a real broker: every message is counted at least once, whatever happens to the consumer. */
@Heavy(
        counterpart = "kafka",
        checks = {
            "drift-monitor/src/main",
            "drift/src/main/java/io/github/modelkeel/drift/profile",
            "samples/recipes/src/kafka",
            "verification/interop-tests/src/kafka",
            "verification/interop-tests/src/test/resources/kafka/pom.xml",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/RealKafka.java"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaFeedsMonitorTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;
    private static final int PARTS = 100;

    /** What the recipe lets come together before it commits, and what one more poll finds at most. */
    private static final long MAX_TWICE = 999 + 500;

    /** The exit code of MonitorUnderTest when it dies, and that of a JVM that was asked to end. */
    private static final int DEAD = 43;

    private static final int TERMINATED = 143;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private RealKafka kafka;

    private final StoredProfile reference = reference();

    @BeforeAll
    void start() throws IOException {
        kafka = RealKafka.start(work);
        reference.write(work.resolve("profile.json"));
    }

    @AfterAll
    void stop() throws IOException {
        if (kafka != null) {
            kafka.close();
        }
    }

    private static StoredProfile reference() {
        Profile profile = Profile.ofRows(rows(1, 5_000, 0));
        return StoredProfile.of(profile, Schema.of(profile).with("part", Schema.Kind.CATEGORY));
    }

    /** Requests with their predictions, whose area moved by standard deviations; each part has the same number of them. */
    private static List<Map<String, Object>> rows(long seed, int count, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double area = 100 + 20 * (random.nextGaussian() + shift);
            rows.add(Map.of(
                    "area",
                    area,
                    "rooms",
                    random.nextInt(1, 9),
                    "town",
                    List.of("Basel", "Bern", "Chur").get(random.nextInt(3)),
                    "part",
                    "part-" + i % PARTS,
                    "price",
                    2_000 * area + random.nextInt(10_000)));
        }
        return rows;
    }

    private static List<byte[]> messages(List<Map<String, Object>> rows) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            messages.add(JSON.writeValueAsBytes(row));
        }
        return messages;
    }

    /** A consumer with a snapshot of its own; all its starts write to one log. */
    private final class Counting {
        private final String topic;
        private final Path snapshot;
        private final Path log;

        Counting(String topic, String name) {
            this.topic = topic;
            this.snapshot = work.resolve(topic + "-" + name + ".json");
            this.log = work.resolve(topic + "-" + name + ".log");
        }

        ChildProcess start(String protocol, String event) {
            return kafka.start("MonitorUnderTest", log, topic, profile(), snapshot.toString(), protocol, event);
        }

        ChildProcess startRecipe() {
            return kafka.start("MonitorATopic", log, topic, profile(), snapshot.toString());
        }

        private String profile() {
            return work.resolve("profile.json").toString();
        }

        /** What would be counted after a restart. */
        StoredProfile counted() throws IOException {
            if (!Files.exists(snapshot)) {
                return reference.empty();
            }
            JsonNode saved = JSON.readTree(snapshot.toFile());
            StoredProfile counted = StoredProfile.ofJson(saved.path("counted").asText());
            for (JsonNode window : saved.path("windows")) {
                counted = counted.merge(
                        StoredProfile.ofJson(window.path("counted").asText()));
            }
            return counted;
        }
    }

    private void awaitCommitted(String topic, long messages) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(kafka.client().committed(topic)).isEqualTo(messages));
    }

    private void awaitShares(List<Integer> partitions) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(kafka.client().shares()).isEqualTo(partitions));
    }

    private static void awaitExit(ChildProcess process, int code) {
        assertThat(process.awaitEnd(LIMIT)).as(process::tail).isTrue();
        assertThat(process.exitValue()).as(process::tail).isEqualTo(code);
    }

    /** Asks it to end, as Kubernetes does. */
    private static void terminate(ChildProcess process) {
        process.handle().destroy();
        awaitExit(process, TERMINATED);
    }

    private static Map<String, Long> parts(StoredProfile counted) throws IOException {
        Map<String, Long> parts = new TreeMap<>();
        for (JsonNode column : JSON.readTree(counted.toJson()).path("columns")) {
            if (column.path("name").asText().equals("part")) {
                for (JsonNode each : column.path("categories")) {
                    parts.put(each.path("value").asText(), each.path("count").asLong());
                }
            }
        }
        return parts;
    }

    /** The numbers are those of the files at the moment of death, so that they hold on a slow machine, where the recipe commits more often. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "classic, before-poll",
        "classic, before-commitSync",
        "classic, after-commitSync",
        "consumer, before-poll",
        "consumer, before-commitSync",
        "consumer, after-commitSync"
    })
    void nothingIsLostWhereverTheConsumerDies(String protocol, String moment) throws IOException {
        String topic = "death-" + protocol + "-" + moment;
        int messages = 6_000;
        kafka.client().create(topic, PARTITIONS);
        kafka.client().send(topic, PARTITIONS, messages(rows(2, messages, 0)));
        Counting counting = new Counting(topic, "a");
        long twice = 0;
        for (int death = 1; death <= 2; death++) {
            try (ChildProcess process = counting.start(protocol, moment)) {
                awaitExit(process, DEAD);
            }
            long again = counting.counted().rows() - twice - kafka.client().committed(topic);
            assertThat(again).as("saved, and not committed, at death %d", death).isBetween(0L, MAX_TWICE);
            if (moment.equals("before-commitSync")) {
                assertThat(again).isPositive();
            }
            twice += again;
        }
        assertThat(kafka.client().committed(topic)).as("what is left to do").isLessThan(messages);

        try (ChildProcess process = counting.start(protocol, "nothing")) {
            awaitCommitted(topic, messages);
            terminate(process);
        }
        StoredProfile counted = counting.counted();
        assertThat(parts(counted))
                .hasSize(PARTS)
                .allSatisfy((part, rows) -> assertThat(rows).as(part).isGreaterThanOrEqualTo(messages / PARTS));
        assertThat(counted.rows())
                .as("counted twice: what was saved, and not committed")
                .isEqualTo(messages + twice);
    }

    @Test
    void whatIsNotARowStopsNothing() throws IOException {
        String topic = "poisoned";
        kafka.client().create(topic, 1);
        List<byte[]> messages = new ArrayList<>();
        for (byte[] row : messages(rows(3, 10, 0))) {
            messages.add(row);
            messages.add(RealKafka.message("secret"));
            messages.add(RealKafka.message("[1, 2]"));
            messages.add(RealKafka.message("{\"area\": 1"));
            messages.add(RealKafka.message("{\"area\": 1} {\"area\": 2}"));
            messages.add(RealKafka.message(""));
            messages.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
            messages.add(RealKafka.message("[".repeat(5_000)));
            messages.add(RealKafka.message("null"));
            messages.add(null); // of a compacted topic: the key was deleted
            messages.add(RealKafka.message(
                    "{\"area\": NaN, \"rooms\": \"many\", \"town\": {\"name\": \"Bern\"}, \"new\": 1e999}"));
        }
        kafka.client().send(topic, 1, messages);
        Counting counting = new Counting(topic, "a");
        try (ChildProcess process = counting.startRecipe()) {
            awaitCommitted(topic, messages.size());
            terminate(process);
        }
        assertThat(counting.counted().rows())
                .as("rows, and those with bad values")
                .isEqualTo(20);
        assertThat(counting.counted().missing("area")).hasValue(10L);
        assertThat(Files.readAllLines(counting.log))
                .filteredOn(line -> line.contains("what is not a row"))
                .hasSize(70);
        assertThat(counting.log)
                .content()
                .contains("poisoned-0 has at 1 what is not a row")
                .doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"classic", "consumer"})
    void consumersComeAndGoAndTheSumOfTheirProfilesIsThatOfTheRows(String protocol) throws IOException {
        String topic = "shared-" + protocol;
        List<Map<String, Object>> rows = rows(4, 6_000, 0.8);
        List<byte[]> messages = messages(rows);
        kafka.client().create(topic, PARTITIONS);
        Counting first = new Counting(topic, "a");
        Counting second = new Counting(topic, "b");
        try (ChildProcess early = first.start(protocol, "nothing")) {
            kafka.client().send(topic, PARTITIONS, messages.subList(0, 2_000));
            awaitCommitted(topic, 2_000);
            try (ChildProcess late = second.start(protocol, "nothing")) {
                kafka.client().send(topic, PARTITIONS, messages.subList(2_000, 3_000)); // while they share out
                awaitShares(List.of(1, 2));
                awaitCommitted(topic, 3_000);
                kafka.restart();
                awaitShares(List.of(1, 2));
                kafka.client().send(topic, PARTITIONS, messages.subList(3_000, 4_000));
                awaitCommitted(topic, 4_000);
                kafka.client().send(topic, PARTITIONS, messages.subList(4_000, 5_000));
                terminate(early); // with messages on their way
                kafka.client().send(topic, PARTITIONS, messages.subList(5_000, 6_000));
                awaitCommitted(topic, 6_000);
                terminate(late);
            }
        }
        assertThat(first.counted().rows()).isGreaterThan(2_000);
        assertThat(second.counted().rows()).isGreaterThan(1_000);
        StoredProfile all = first.counted().merge(second.counted());
        assertThat(parts(all)).isEqualTo(parts(reference.count(Profile.ofRows(rows))));
        DriftReport live = Drift.compare(reference, all, DriftOptions.defaults());
        DriftReport batch = Drift.compare(reference, Profile.ofRows(rows));
        assertThat(live.reason()).isEqualTo(batch.reason());
        assertThat(live.columns())
                .allSatisfy(column -> assertThat(column.excess())
                        .as(column.name())
                        .isEqualTo(batch.column(column.name()).orElseThrow().excess()));
        assertThat(live.column("area").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
    }

    @Test
    void aConsumerWhosePartitionsWereTakenAwayContinues() throws IOException {
        String topic = "taken";
        kafka.client().create(topic, 1);
        kafka.client().send(topic, 1, messages(rows(5, 1_000, 0)));
        Path goOn = work.resolve("go-on");
        Counting slow = new Counting(topic, "a");
        Counting other = new Counting(topic, "b");
        try (ChildProcess stalled = slow.start("classic", "stall-until-" + goOn)) {
            await().atMost(LIMIT).until(() -> slow.counted().rows() > 0);
            long twice = slow.counted().rows();
            try (ChildProcess running = other.start("classic", "nothing")) {
                awaitCommitted(topic, 1_000);
                assertThat(other.counted().rows())
                        .as("counts what the other did not commit")
                        .isEqualTo(1_000);
                Files.createFile(goOn);
                awaitShares(List.of(0, 1));
                kafka.client().send(topic, 1, messages(rows(6, 500, 0)));
                awaitCommitted(topic, 1_500);
                terminate(running);
            }
            terminate(stalled);
            assertThat(slow.counted().rows() + other.counted().rows()).isEqualTo(1_500 + twice);
            assertThat(slow.log).content().contains("counted, and not committed yet");
        }
    }
}
