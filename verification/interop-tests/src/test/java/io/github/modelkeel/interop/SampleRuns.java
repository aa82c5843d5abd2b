package io.github.modelkeel.interop;

import io.github.modelkeel.drift.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples as programs of their own, and the rows that they write. */
final class SampleRuns {
    private SampleRuns() {}

    /** Runs a sample with a server to its end in a directory; what it printed. */
    static String run(Path work, String server, Duration limit, String mainClass, String... words) throws IOException {
        Map<String, String> variables = PythonEnvironment.variables(Map.of(
                "MLFLOW_TRACKING_URI",
                server,
                "MODELKEEL_CACHE_DIR",
                work.resolve("cache").toString()));
        Path log = work.resolve("sample.log");
        try (ChildProcess job = ChildProcess.start(CommandLine.ofClassPath(mainClass, words), work, variables, log)) {
            job.awaitSuccess(limit);
        }
        return Files.readString(log);
    }

    /** The rows of a file without the column that is predicted, and without fields that are missing. */
    static List<Map<String, Object>> rows(Path csv, String target) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (CsvOptions.Records records = CsvOptions.defaults().open(csv)) {
            List<String> header = records.header();
            while (records.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    if (!header.get(i).equals(target) && !records.isMissing(i)) {
                        row.put(
                                header.get(i),
                                Double.isNaN(records.number(i)) ? records.text(i) : (Object) records.number(i));
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
