package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.dataset.DatasetFields;
import io.github.modelkeel.tracking.record.DatasetRecord;
import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.record.RecordReader;
import io.github.modelkeel.tracking.record.RecordText;
import io.github.modelkeel.tracking.record.RecordWriter;
import io.github.modelkeel.tracking.record.RunStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that earlier builds put into a spool: each file has the record in hexadecimal digits, and what it says. They are read for ever,
 * and what is written today has their bytes. With {@code -Dgolden.update=true} absent files are written; those that are there stay.
 */
class GoldenRecordsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden-spool/records-v1");
    private static final long NOW = 1_700_000_000_000L;
    private static final RunStart START = new RunStart(
            "4f1c", "Häuser", false, "ada", "first", NOW, 3, new LinkedHashMap<>(Map.of("mlflow.source.name", "Job")));
    private static final DatasetRecord DATASET = new DatasetRecord(
            new DatasetFields("houses", "d1", "local", "{\"uri\":\"x\"}", "{\"schema\":1}", null), "training");

    static Map<String, byte[]> records() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            switch (kind) {
                case METRIC -> records.put("metric", RecordWriter.metric(7, NOW, "loss/ü", 0.1, NOW + 5, -3));
                case PARAM -> records.put("param", RecordWriter.keyValue(kind, 7, NOW, "depth", "ä 3"));
                case TAG -> records.put("tag", RecordWriter.keyValue(kind, 7, NOW, "team", "ä 4"));
                case TAG_DELETION -> records.put("tag_deletion", RecordWriter.tagDeletion(7, NOW, "team"));
                case DATASET -> records.put("dataset", DATASET.toRecord(7, NOW));
                case RUN_CREATED -> records.put("run_created", START.toRecord(7));
                case RUN_RESUMED -> records.put("run_resumed", RecordWriter.resumption(7, NOW, "0123abcd"));
                case ARTIFACT ->
                    records.put("artifact", RecordWriter.artifact(7, NOW, "a/ü.bin", new byte[] {0, -1, 10}));
                case RUN_STATUS -> {
                    for (RunStatus status : RunStatus.values()) {
                        records.put(name(status), RecordWriter.status(7, NOW, status.wireName()));
                    }
                }
            }
        }
        return records;
    }

    /** The file of a status; its name does not come from the code that is under test. */
    private static String name(RunStatus status) {
        return switch (status) {
            case RUNNING -> "run_status_running";
            case SCHEDULED -> "run_status_scheduled";
            case FINISHED -> "run_status_finished";
            case FAILED -> "run_status_failed";
            case KILLED -> "run_status_killed";
            case UNKNOWN -> "run_status_unknown";
        };
    }

    static Stream<String> names() {
        return records().keySet().stream();
    }

    private static byte[] golden(String name) throws IOException {
        return HexFormat.of().parseHex(lines(name).get(0));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(name + ".txt"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRecordIsWrittenAsItAlwaysWasAndReadForWhatItSays(String name) throws IOException {
        byte[] record = Objects.requireNonNull(records().get(name));
        Path file = DIRECTORY.resolve(name + ".txt");
        if (Files.notExists(file) && Boolean.getBoolean("golden.update")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, HexFormat.of().formatHex(record) + "\n" + RecordText.of(record) + "\n");
        }
        assertThat(file).as("write it once with -Dgolden.update=true").exists();
        assertThat(HexFormat.of().formatHex(record))
                .as(name)
                .isEqualTo(lines(name).get(0));
        assertThat(RecordText.of(golden(name))).as(name).isEqualTo(lines(name).get(1));
    }

    @Test
    void everyFileHasItsRecord() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(DIRECTORY)) {
            all.forEach(file -> files.add(file.getFileName().toString().replace(".txt", "")));
        }
        assertThat(files).containsExactlyInAnyOrderElementsOf(records().keySet());
    }

    @Test
    void theFieldsOfARunAndOfADatasetAreRead() throws IOException {
        assertThat(RunStart.of(new RecordReader(golden("run_created")))).isEqualTo(START);
        assertThat(DatasetRecord.of(new RecordReader(golden("dataset")))).isEqualTo(DATASET);
        RecordReader metric = new RecordReader(golden("metric"));
        assertThat(metric.run()).isEqualTo(7);
        assertThat(metric.acceptedMillis()).isEqualTo(NOW);
        RecordReader artifact = new RecordReader(golden("artifact"));
        assertThat(artifact.text()).isEqualTo("a/ü.bin");
        assertThat(artifact.lastBytes()).containsExactly(0, -1, 10);
    }

    @ParameterizedTest
    @EnumSource
    void aStatusIsReadAsItself(RunStatus status) throws IOException {
        RecordReader in = new RecordReader(golden(name(status)));
        assertThat(RunStatus.of(in.text())).isEqualTo(status);
        assertThat(in.number()).isEqualTo(NOW);
    }

    /** What a search of MLflow is asked for; it has no file, so the words are here. */
    @Test
    void theViewsOfASearchAreMlflows() {
        assertThat(Stream.of(Experiment.View.ACTIVE, Experiment.View.DELETED, Experiment.View.ALL)
                        .map(Experiment.View::wireName))
                .containsExactly("ACTIVE_ONLY", "DELETED_ONLY", "ALL");
    }

    @Test
    void deadLettersAreRead() {
        Path spool = DIRECTORY.resolveSibling("directory-v1");
        assertThat(Spool.deadLetters(spool))
                .containsExactly(new Spool.DeadLetter(spool, "param depth = ä 3", "too \"long\""));
    }

    /** The payload of a dead letter is the record itself. */
    @Test
    void aDeadLetterKeepsItsRecord() throws IOException {
        String line = Files.readString(
                DIRECTORY.resolveSibling("directory-v1").resolve("dead-letter.jsonl"), StandardCharsets.UTF_8);
        assertThat(line).contains(Base64.getEncoder().encodeToString(golden("param")));
    }
}
