package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables as MLflow keeps them: a JSON file {@code {"columns": [...], "data": [[...], ...]}} among a run's artifacts, and a tag of the
 * run that lists such files.
 */
public final class Tables {
    private static final String TAG = "mlflow.loggedArtifacts";
    private static final String FORBIDDEN = "\"',:[]{}";

    /** Without the module there are no images, and the class that handles them cannot be loaded. */
    private static final boolean IMAGES_EXIST =
            ModuleLayer.boot().findModule("java.desktop").isPresent();

    private final ArtifactRun data;
    private final RunArtifacts artifacts;
    private final Supplier<Images> images;
    private final TrackingApi api;
    private final Map<String, Table> logged = new LinkedHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    public Tables(ArtifactRun data, RunArtifacts artifacts, Supplier<Images> images, TrackingApi api) {
        this.data = data;
        this.artifacts = artifacts;
        this.images = images;
        this.api = api;
    }

    /** Rows under their column names. */
    private record Table(List<String> columns, List<List<JsonValue>> rows) {}

    /** Logs a table, or appends to one of that name that is there. */
    public void log(Map<String, ? extends List<?>> columns, String file) {
        checkName(file);
        Table table = table(columns, file);
        writing.lock();
        try {
            Table before = present(file);
            Table whole = before == null ? table : joined(before, table);
            artifacts.bytes(Json.bytes(json(whole)), file);
            if (data.isNew()) {
                logged.put(file, whole);
                data.tag(
                        TAG,
                        "["
                                + String.join(
                                        ", ",
                                        logged.keySet().stream()
                                                .map(Tables::item)
                                                .toList()) + "]");
            } else {
                noteInTag(file);
            }
        } finally {
            writing.unlock();
        }
    }

    /** The table so far. Of a run that was started here, and whose files may still be in the spool, it is known without the server. */
    private @Nullable Table present(String file) {
        if (data.isNew()) {
            return logged.get(file);
        }
        return artifacts.find(file).isPresent() ? read(file) : null;
    }

    private static String item(String file) {
        return PythonJson.text(Json.object().put("path", file).put("type", "table"));
    }

    private static void checkName(String file) {
        ArtifactNames.sendable(file);
        if (!file.endsWith(".json")) {
            throw new IllegalArgumentException(
                    "a table's file must end in .json (MLflow's .parquet is not supported): '" + file + "'");
        }
        if (file.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("a table's file must hold none of " + FORBIDDEN + ": '" + file + "'");
        }
    }

    private Table table(Map<String, ? extends List<?>> columns, String file) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table must have at least one column");
        }
        int count = columns.values().iterator().next().size();
        List<List<JsonValue>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new ArrayList<>());
        }
        columns.forEach((name, values) -> {
            if (values.size() != count) {
                throw new IllegalArgumentException("all columns must have " + count + " values as the first, but '"
                        + name + "' has " + values.size());
            }
            List<?> shown = IMAGES_EXIST ? images.get().inTable(name, values, file) : values;
            for (int i = 0; i < count; i++) {
                rows.get(i).add(cell(shown.get(i)));
            }
        });
        return new Table(List.copyOf(columns.keySet()), rows);
    }

    /** A value; what is not a finite number is missing, as for pandas. */
    private static JsonValue cell(@Nullable Object value) {
        boolean missing = (value instanceof Double wide && !Double.isFinite(wide))
                || (value instanceof Float single && !Float.isFinite(single));
        return Documents.json(missing ? null : value);
    }

    private Table read(String file) {
        try {
            JsonValue json = Json.parse(artifacts.read(file, JsonText.MAX_DOCUMENT_BYTES));
            List<String> columns = new ArrayList<>();
            json.path("columns").forEach(name -> columns.add(name.asText()));
            List<List<JsonValue>> rows = new ArrayList<>();
            for (JsonValue item : json.path("data")) {
                List<JsonValue> row = new ArrayList<>();
                item.forEach(row::add);
                if (row.size() != columns.size()) {
                    throw new IOException("a row has " + row.size() + " values for " + columns.size() + " columns");
                }
                rows.add(row);
            }
            return new Table(columns, rows);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the artifact '" + file + "' is there already and is not a table: " + e.getMessage(), e);
        }
    }

    private static Table joined(Table first, Table second) {
        Set<String> columns = new LinkedHashSet<>(first.columns());
        columns.addAll(second.columns());
        List<List<JsonValue>> rows = new ArrayList<>();
        for (Table table : List.of(first, second)) {
            for (List<JsonValue> row : table.rows()) {
                Map<String, JsonValue> values = new HashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    values.put(table.columns().get(i), row.get(i));
                }
                rows.add(columns.stream()
                        .map(name -> values.getOrDefault(name, Documents.json(null)))
                        .toList());
            }
        }
        return new Table(List.copyOf(columns), rows);
    }

    private static JsonValue json(Table table) {
        JsonObject json = Json.object();
        JsonArray columns = json.putArray("columns");
        table.columns().forEach(columns::add);
        JsonArray rows = json.putArray("data");
        table.rows().forEach(row -> rows.addArray().addAll(row));
        return json;
    }

    /** MLflow finds the runs that have a table by this tag, with LIKE: so its text is exactly what Python's json.dumps writes. */
    private void noteInTag(String file) {
        String present = Json.keyValues(
                        api.getRun(data.info().id()).path("data").path("tags"))
                .getOrDefault(TAG, "[]");
        List<String> items = new ArrayList<>();
        try {
            for (JsonValue item : Json.parse(present.getBytes(StandardCharsets.UTF_8))) {
                if (item.path("path").asText().equals(file)
                        && item.path("type").asText().equals("table")) {
                    return;
                }
                items.add(PythonJson.text(item));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the run's tag " + TAG + " is not JSON, so no table can be added to it", e);
        }
        items.add(item(file));
        data.tag(TAG, "[" + String.join(", ", items) + "]");
    }
}
