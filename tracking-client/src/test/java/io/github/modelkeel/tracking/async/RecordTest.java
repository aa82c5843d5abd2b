package io.github.modelkeel.tracking.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.dataset.DatasetFields;
import io.github.modelkeel.tracking.record.DatasetRecord;
import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.record.RecordReader;
import io.github.modelkeel.tracking.record.RecordText;
import io.github.modelkeel.tracking.record.RecordWriter;
import io.github.modelkeel.tracking.record.RunStart;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of the spool and the requests made of them. */
class RecordTest {
    private static final double[] VALUES = {
        0, -0.0, 1, -1, 0.1, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 123456789, 9007199254740992.0, 1e22, -5e15
    };
    private static final long[] NUMBERS = {0, 1, -1, 127, 128, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, 999, 1000};

    private static byte[] record(long run, long acceptedMillis, MetricPoint point) {
        return RecordWriter.metric(
                run, acceptedMillis, point.key(), point.value(), point.timestampMillis(), point.step());
    }

    @Test
    void everyPointIsInTheRequestAsItWasLogged() throws IOException {
        List<MetricPoint> points = new ArrayList<>();
        Backlog entries = new Backlog();
        for (double value : VALUES) {
            for (long step : NUMBERS) {
                MetricPoint point = new MetricPoint("schlüssel/α " + points.size(), value, 1_800_000_000_000L, step);
                points.add(point);
                entries.add(new Entry(points.size(), record(1L << 33, 1_700_000_000_000L + step % 9, point), true));
            }
        }
        BatchBody body = new BatchBody();
        JsonValue json = Json.parse(body.write("r1", RecordKind.METRIC, entries, 1000));
        assertThat(body.count()).isEqualTo(points.size());
        List<MetricPoint> read = new ArrayList<>();
        json.path("metrics")
                .forEach(point -> read.add(new MetricPoint(
                        Json.string(point, "key"),
                        Json.float64(point, "value"),
                        Json.int64(point, "timestamp"),
                        Json.int64(point, "step"))));
        assertThat(read).isEqualTo(points);
        assertThat(json.path("run_id").asText()).isEqualTo("r1");
    }

    @Test
    void theThreeValuesThatJsonLacksAreMlflowsStrings() throws IOException {
        Backlog entries = new Backlog();
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            entries.add(new Entry(1, RecordWriter.metric(1, 5, "m", value, 5, 0), true));
        }
        JsonValue json = Json.parse(new BatchBody().write("r", RecordKind.METRIC, entries, 1000));
        assertThat(json.path("metrics"))
                .extracting(point -> point.path("value").asText())
                .containsExactly("NaN", "Infinity", "-Infinity");
        assertThat(json.path("metrics").path(0).path("value").isTextual()).isTrue();
    }

    @Test
    void aRunsStartKeepsAllItsFields() {
        RunStart start = new RunStart("key", "häuser", false, "me", "first", 77, 3, Map.of("a", "b", "c", "ü\n"));
        RecordReader in = new RecordReader(start.toRecord(9));
        assertThat(in.run()).isEqualTo(9);
        assertThat(RunStart.of(in)).isEqualTo(start);
    }

    @Test
    void aDatasetKeepsAllItsFieldsAndMustFit() {
        DatasetFields small = new DatasetFields("n", "d", "local", "{}", null, "{\"rows\":1}");
        RecordReader in = new RecordReader(new DatasetRecord(small, "").toRecord(1, 2));
        assertThat(DatasetRecord.of(in)).isEqualTo(new DatasetRecord(small, ""));
        DatasetFields large = new DatasetFields("n", "d", "local", "{}", null, "x".repeat(1 << 20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatasetRecord(large, "").toRecord(1, 2))
                .withMessageContaining("asynchronously");
    }

    @Test
    void aRecordOfALaterVersionIsRefusedNotMisread() {
        byte[] record = RecordWriter.keyValue(RecordKind.PARAM, 1, 2, "k", "v");
        record[0] = (byte) (2 << 4 | (record[0] & 0x0F));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordReader(record))
                .withMessageContaining("version 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedRecordsAreRefusedAndNothingElseHappens(long seed) {
        Random random = new Random(seed);
        RunStart start = new RunStart("key", "x", true, "me", "first", 77, 0, Map.of("a", "b"));
        byte[][] records = {
            start.toRecord(1),
            RecordWriter.keyValue(RecordKind.TAG, 1, 2, "k", "v"),
            RecordWriter.metric(1, 2, "m", 1, 2, 3),
            new DatasetRecord(new DatasetFields("n", "d", "local", "{}", null, null), "c").toRecord(1, 2)
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] record = records[random.nextInt(records.length)].clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
            }
            record = Arrays.copyOf(record, random.nextInt(record.length + 1));
            assertThat(RecordText.of(record)).isNotEmpty(); // reads all of it
        }
    }
}
