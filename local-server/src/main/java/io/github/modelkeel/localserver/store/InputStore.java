package io.github.modelkeel.localserver.store;

import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.Tags;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went into runs (data sets, models) and what came out of them (models). */
public final class InputStore {
    private final Database database;

    public InputStore(Database database) {
        this.database = database;
    }

    /** A data set that a run read, with the tags of that reading. */
    public record DatasetInput(
            String name,
            String digest,
            String sourceType,
            String source,
            @Nullable String schema,
            @Nullable String profile,
            Map<String, String> tags) {

        private static final int MAX_TAG_KEY = 255;
        private static final int MAX_TAG_VALUE = 500;

        public static DatasetInput of(Fields input) {
            Fields dataset = input.message("dataset");
            DatasetInput made = new DatasetInput(
                    dataset.string("name"),
                    dataset.string("digest"),
                    dataset.string("source_type"),
                    dataset.string("source"),
                    dataset.stringOrNull("schema"),
                    dataset.stringOrNull("profile"),
                    Tags.of(input.messages("tags")));
            Names.checkLength("name", made.name, 500);
            Names.checkLength("digest", made.digest, 36);
            Names.checkLength("source", made.source, 65_535);
            Names.checkLength("schema", made.schema == null ? "" : made.schema, 1_048_575);
            Names.checkLength("profile", made.profile == null ? "" : made.profile, 16_777_215);
            made.tags.forEach((key, value) -> {
                Names.checkLength("key", key, MAX_TAG_KEY);
                Names.checkLength("value", value, MAX_TAG_VALUE);
            });
            return made;
        }
    }

    public void logInputs(String runId, List<DatasetInput> datasets, List<String> modelIds) {
        database.write(sql -> {
            RunInfo run = RunStore.findActive(sql, runId);
            Set<String> seen = new HashSet<>();
            for (DatasetInput dataset : datasets) {
                if (seen.add(dataset.name() + '\0' + dataset.digest())) {
                    putDataset(sql, run, dataset);
                }
            }
            for (String modelId : modelIds) {
                sql.update("INSERT OR IGNORE INTO model_inputs VALUES (?, ?)", runId, modelId);
            }
            return runId;
        });
    }

    /** Records models that a run made; a model that is there already is refused, as the wire does. */
    public void logOutputs(String runId, Map<String, Long> stepsByModel) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        stepsByModel.forEach((model, step) -> rows.add(new @Nullable Object[] {runId, model, step}));
        database.write(sql -> {
            RunStore.findActive(sql, runId);
            sql.batch("INSERT INTO model_outputs VALUES (?, ?, ?)", rows);
            return runId;
        });
    }

    private static void putDataset(Sql sql, RunInfo run, DatasetInput dataset) throws SQLException {
        sql.update(
                "INSERT OR IGNORE INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                run.experimentId(),
                dataset.name(),
                dataset.digest(),
                dataset.sourceType(),
                dataset.source(),
                dataset.schema(),
                dataset.profile());
        long datasetId = sql.one(
                        "SELECT dataset_id FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?",
                        row -> row.getLong(1),
                        run.experimentId(),
                        dataset.name(),
                        dataset.digest())
                .orElseThrow(() -> new SQLException("the data set was not written"));
        int added = sql.update(
                "INSERT OR IGNORE INTO dataset_inputs (run_id, dataset_id) VALUES (?, ?)", run.runId(), datasetId);
        if (added == 1) {
            List<@Nullable Object[]> tags = new ArrayList<>();
            dataset.tags()
                    .forEach((key, value) -> tags.add(new @Nullable Object[] {run.runId(), datasetId, key, value}));
            for (@Nullable Object[] tag : tags) {
                sql.update(
                        "INSERT INTO dataset_input_tags SELECT input_id, ?, ? FROM dataset_inputs"
                                + " WHERE run_id = ? AND dataset_id = ?",
                        tag[2],
                        tag[3],
                        tag[0],
                        tag[1]);
            }
        }
    }
}
