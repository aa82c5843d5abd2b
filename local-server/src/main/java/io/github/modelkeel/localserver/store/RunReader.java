package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Metric;
import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.database.TagRows;
import io.github.modelkeel.localserver.message.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads whole runs: info, latest metrics, parameters, tags, inputs and outputs; a few queries for any number of runs. */
final class RunReader {
    private static final String DATASETS = "SELECT i.run_id, i.input_id, d.name, d.digest, d.source_type, d.source,"
            + " d.schema, d.profile FROM dataset_inputs i JOIN datasets d USING (dataset_id) WHERE i.run_id IN ";

    private RunReader() {}

    static List<ObjectNode> read(Sql sql, List<RunInfo> runs) throws SQLException {
        List<String> ids = new ArrayList<>();
        runs.forEach(run -> ids.add(run.runId()));
        Map<String, List<ObjectNode>> metrics = TagRows.readAll(
                sql,
                "SELECT run_id, key, value, timestamp, step, is_nan FROM latest_metrics WHERE run_id IN ",
                "rowid",
                ids,
                RunReader::metric);
        Map<String, List<ObjectNode>> params = keyValues(sql, "params", ids);
        Map<String, List<ObjectNode>> tags = keyValues(sql, "tags", ids);
        Map<String, List<ObjectNode>> datasets =
                TagRows.readAll(sql, DATASETS, "i.input_id", ids, row -> datasetInput(sql, row));
        Map<String, List<ObjectNode>> modelInputs = modelInputs(sql, ids);
        Map<String, List<ObjectNode>> outputs = modelOutputs(sql, ids);
        List<ObjectNode> found = new ArrayList<>();
        for (RunInfo run : runs) {
            ObjectNode json = Json.object();
            json.set("info", run.toJson());
            ObjectNode data = json.putObject("data");
            Json.putList(data, "metrics", metrics.getOrDefault(run.runId(), List.of()));
            Json.putList(data, "params", params.getOrDefault(run.runId(), List.of()));
            Json.putList(data, "tags", tags.getOrDefault(run.runId(), List.of()));
            ObjectNode inputs = json.putObject("inputs");
            Json.putList(inputs, "dataset_inputs", datasets.getOrDefault(run.runId(), List.of()));
            Json.putList(inputs, "model_inputs", modelInputs.getOrDefault(run.runId(), List.of()));
            Json.putList(json.putObject("outputs"), "model_outputs", outputs.getOrDefault(run.runId(), List.of()));
            found.add(json);
        }
        return found;
    }

    private static Map<String, List<ObjectNode>> modelInputs(Sql sql, List<String> ids) throws SQLException {
        return TagRows.readAll(
                sql,
                "SELECT run_id, model_id FROM model_inputs WHERE run_id IN ",
                "rowid",
                ids,
                row -> Json.object().put("model_id", row.getString(2)));
    }

    private static Map<String, List<ObjectNode>> modelOutputs(Sql sql, List<String> ids) throws SQLException {
        return TagRows.readAll(
                sql,
                "SELECT run_id, model_id, step FROM model_outputs WHERE run_id IN ",
                "rowid",
                ids,
                row -> Json.object().put("model_id", row.getString(2)).put("step", row.getLong(3)));
    }

    private static Map<String, List<ObjectNode>> keyValues(Sql sql, String table, List<String> ids)
            throws SQLException {
        return TagRows.readAll(
                sql,
                "SELECT run_id, key, value FROM " + table + " WHERE run_id IN ",
                "rowid",
                ids,
                row -> Json.keyValue(row.getString(2), row.getString(3)));
    }

    private static ObjectNode metric(ResultSet row) throws SQLException {
        return Metric.toJson(row.getString(2), row.getDouble(3), row.getBoolean(6), row.getLong(4), row.getLong(5));
    }

    private static ObjectNode datasetInput(Sql sql, ResultSet row) throws SQLException {
        ObjectNode input = Json.object();
        List<ObjectNode> tags = TagRows.read(
                sql, "SELECT key, value FROM dataset_input_tags WHERE input_id = ? ORDER BY key", row.getLong(2));
        Json.putList(input, "tags", tags);
        ObjectNode dataset = input.putObject("dataset");
        dataset.put("name", row.getString(3));
        dataset.put("digest", row.getString(4));
        dataset.put("source_type", row.getString(5));
        dataset.put("source", row.getString(6));
        if (row.getString(7) != null) {
            dataset.put("schema", row.getString(7));
        }
        if (row.getString(8) != null) {
            dataset.put("profile", row.getString(8));
        }
        return input;
    }
}
