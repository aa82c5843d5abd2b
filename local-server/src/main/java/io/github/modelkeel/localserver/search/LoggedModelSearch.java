package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.database.LoggedModel;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Lifecycle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search for logged models: a filter on attributes, metrics (also of one data set), parameters and tags. */
public final class LoggedModelSearch {
    private static final Map<String, String> ALIASES = Map.of(
            "creation_time", "creation_timestamp_ms",
            "creation_timestamp", "creation_timestamp_ms",
            "last_updated_timestamp", "last_updated_timestamp_ms");
    private static final Set<String> TIME_KEYS = Set.of("creation_timestamp_ms", "last_updated_timestamp_ms");
    private static final Set<String> KEYS = Set.of(
            "model_id",
            "experiment_id",
            "name",
            "artifact_location",
            "creation_timestamp_ms",
            "last_updated_timestamp_ms",
            "status",
            "model_type",
            "source_run_id");
    private static final Set<String> ENTITIES = Set.of("attributes", "metrics", "params", "tags");

    private final Where where = new Where();
    private final List<Dataset> datasets;
    private final List<String> terms = new ArrayList<>();
    private final List<Object> termValues = new ArrayList<>();

    /** A data set that metrics must have been measured on; an empty digest means any. */
    public record Dataset(String name, String digest) {}

    /** One key of an order; for a metric, the data set it was measured on, or an empty name for any. */
    public record Order(String field, boolean ascending, Dataset dataset) {}

    public LoggedModelSearch(List<Long> experimentIds, String filter, List<Dataset> datasets, List<Order> orders) {
        this.datasets = List.copyOf(datasets);
        where.in("m.experiment_id", experimentIds);
        where.add("m.lifecycle_stage = ?", Lifecycle.ACTIVE);
        List<Comparison> comparisons = FilterParser.parse(filter);
        comparisons.forEach(this::add);
        boolean onMetrics = comparisons.stream().anyMatch(comparison -> "metrics".equals(comparison.entity()));
        if (!datasets.isEmpty() && !onMetrics) {
            List<Object> values = new ArrayList<>();
            String test = datasetTest(values);
            where.add(
                    "EXISTS (SELECT 1 FROM logged_model_metrics x WHERE x.model_id = m.model_id AND " + test + ")",
                    values.toArray());
        }
        orders.forEach(this::add);
        terms.add("m.creation_timestamp_ms DESC");
        terms.add("m.rowid DESC");
    }

    public List<LoggedModel> run(Sql sql, int offset, int limit) throws SQLException {
        List<Object> values = new ArrayList<>(where.values());
        values.addAll(termValues);
        values.add(limit);
        values.add(offset);
        return sql.list(
                "SELECT " + LoggedModel.COLUMNS + " FROM logged_models m WHERE " + where.sql() + " ORDER BY "
                        + String.join(", ", terms) + " LIMIT ? OFFSET ?",
                LoggedModel::read,
                values.toArray());
    }

    private void add(Comparison comparison) {
        switch (entity(comparison.entity())) {
            case "metrics" -> metric(comparison);
            case "params" -> keyValue("logged_model_params", comparison);
            case "tags" -> keyValue("logged_model_tags", comparison);
            default -> attribute(comparison);
        }
    }

    private void metric(Comparison comparison) {
        comparison.allow(Comparison.NUMERIC);
        List<Object> values = new ArrayList<>();
        values.add(comparison.key());
        values.add(comparison.number("metric"));
        String nan = comparison.operator().equals("!=") ? " OR x.is_nan = 1)" : " AND x.is_nan = 0)";
        String onDataset = datasets.isEmpty() ? "" : " AND " + datasetTest(values);
        where.add(
                "EXISTS (SELECT 1 FROM logged_model_metrics x WHERE x.model_id = m.model_id AND x.key = ? AND (x.value "
                        + comparison.operator() + " ?" + nan + onDataset + ")",
                values.toArray());
    }

    private String datasetTest(List<Object> values) {
        List<String> tests = new ArrayList<>();
        for (Dataset dataset : datasets) {
            values.add(dataset.name());
            if (dataset.digest().isEmpty()) {
                tests.add("x.dataset_name = ?");
            } else {
                values.add(dataset.digest());
                tests.add("x.dataset_name = ? AND x.dataset_digest = ?");
            }
        }
        return "(" + String.join(" OR ", tests) + ")";
    }

    private void keyValue(String table, Comparison comparison) {
        comparison.allow(Comparison.TEXT, Comparison.LISTS);
        List<Object> values = new ArrayList<>();
        values.add(comparison.key());
        String test = test("t.value", comparison, values);
        where.add(
                "EXISTS (SELECT 1 FROM " + table + " t WHERE t.model_id = m.model_id AND t.key = ? AND " + test + ")",
                values.toArray());
    }

    private void attribute(Comparison comparison) {
        String key = knownKey(comparison.key());
        if (TIME_KEYS.contains(key)) {
            comparison.allow(Comparison.NUMERIC);
            where.add("m." + key + " " + comparison.operator() + " ?", comparison.number("numeric attribute: " + key));
            return;
        }
        comparison.allow(Comparison.TEXT, Comparison.LISTS);
        List<Object> values = new ArrayList<>();
        String test = test("m." + key, comparison, values);
        if (key.equals("status")) {
            values.replaceAll(word -> statusNumber(String.valueOf(word)));
        }
        where.add(test, values.toArray());
    }

    /** A status as filters name it: with or without the prefix that the wire puts before it. */
    private static Object statusNumber(String word) {
        return LoggedModel.status(word.startsWith("LOGGED_MODEL_") ? word : "LOGGED_MODEL_" + word);
    }

    private static String test(String column, Comparison comparison, List<Object> values) {
        if (comparison.isList()) {
            List<String> items = comparison.operand().items();
            values.addAll(items);
            return column + " " + comparison.operator() + " " + Sql.in(items.size());
        }
        values.add(comparison.string(comparison.shown()));
        return Where.textTest(column, comparison.operator());
    }

    private void add(Order order) {
        String direction = order.ascending() ? " ASC" : " DESC";
        int dot = order.field().indexOf('.');
        if (dot < 0) {
            String column = "m." + knownKey(order.field());
            terms.add(column + " IS NULL, " + column + direction);
            return;
        }
        if (!order.field().startsWith("metrics.")) {
            throw ApiError.invalid("Invalid order by field name: " + order.field() + ". Only metrics are supported.");
        }
        String metric = order.field().substring(dot + 1);
        String test = "";
        List<Object> values = new ArrayList<>();
        values.add(metric);
        if (!order.dataset().name().isEmpty()) {
            test += " AND x.dataset_name = ?";
            values.add(order.dataset().name());
        }
        if (!order.dataset().digest().isEmpty()) {
            test += " AND x.dataset_digest = ?";
            values.add(order.dataset().digest());
        }
        // the value measured last; NaN sorts with what is absent
        String value = "(SELECT CASE WHEN x.is_nan THEN NULL ELSE x.value END FROM logged_model_metrics x"
                + " WHERE x.model_id = m.model_id AND x.key = ?" + test
                + " ORDER BY x.timestamp DESC, x.step DESC, x.run_id LIMIT 1)";
        terms.add(value + direction + " NULLS LAST");
        termValues.addAll(values);
    }

    private static String entity(@Nullable String sent) {
        String entity = sent == null ? "attributes" : sent;
        if (!ENTITIES.contains(entity)) {
            throw Where.unknownEntity(entity, ENTITIES);
        }
        return entity;
    }

    private static String knownKey(String sent) {
        String key = ALIASES.getOrDefault(sent, sent);
        if (!KEYS.contains(key)) {
            throw ApiError.invalid("Invalid attribute or order by field name: " + sent);
        }
        return key;
    }
}
