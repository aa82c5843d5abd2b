package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search for runs: a filter on attributes, latest metrics, parameters, tags and data sets, and an order. */
public final class RunSearch {
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("metric", "metric"),
            Map.entry("metrics", "metric"),
            Map.entry("param", "param"),
            Map.entry("params", "param"),
            Map.entry("parameter", "param"),
            Map.entry("parameters", "param"),
            Map.entry("tag", "tag"),
            Map.entry("tags", "tag"),
            Map.entry("attribute", "attribute"),
            Map.entry("attributes", "attribute"),
            Map.entry("attr", "attribute"),
            Map.entry("run", "attribute"),
            Map.entry("dataset", "dataset"),
            Map.entry("datasets", "dataset"));
    private static final Set<String> TIME_KEYS = Set.of("start_time", "end_time");
    private static final Set<String> KEYS = Set.of(
            "run_id", "run_name", "experiment_id", "user_id", "status", "start_time", "end_time", "artifact_uri");
    private static final Set<String> DATASET_KEYS = Set.of("name", "digest", "context");

    private final Where where = new Where();
    private final List<String> joins = new ArrayList<>();
    private final List<Object> joinValues = new ArrayList<>();
    private final String order;

    public RunSearch(List<Long> experimentIds, List<String> stages, String filter, List<String> orderBy) {
        where.in("r.experiment_id", experimentIds);
        where.in("r.lifecycle_stage", stages);
        FilterParser.parse(filter).forEach(this::add);
        order = order(OrderKey.parse(orderBy));
    }

    public List<RunInfo> run(Sql sql, int offset, int limit) throws SQLException {
        List<Object> values = new ArrayList<>(joinValues);
        values.addAll(where.values());
        values.add(limit);
        values.add(offset);
        return sql.list(
                "SELECT " + RunInfo.COLUMNS + " FROM runs r" + String.join("", joins) + " WHERE " + where.sql()
                        + " ORDER BY " + order + " LIMIT ? OFFSET ?",
                RunInfo::read,
                values.toArray());
    }

    private void add(Comparison comparison) {
        switch (entity(comparison.entity())) {
            case "metric" -> metric(comparison);
            case "param" -> keyValue("params", "param", comparison);
            case "tag" -> keyValue("tags", "tag", comparison);
            case "dataset" -> dataset(comparison);
            default -> attribute(comparison);
        }
    }

    private void metric(Comparison comparison) {
        double value = comparison.number("metric");
        comparison.allow(Comparison.NUMERIC);
        // NaN is stored as zero: it differs from every number, and is neither below nor above any
        String nan = comparison.operator().equals("!=") ? " OR m.is_nan = 1)" : " AND m.is_nan = 0)";
        where.add(
                "EXISTS (SELECT 1 FROM latest_metrics m WHERE m.run_id = r.run_id AND m.key = ? AND (m.value "
                        + comparison.operator() + " ?" + nan + ")",
                comparison.key(),
                value);
    }

    private void keyValue(String table, String what, Comparison comparison) {
        comparison.allow(Comparison.TEXT, Comparison.NULLS);
        String exists = "EXISTS (SELECT 1 FROM " + table + " t WHERE t.run_id = r.run_id AND t.key = ?";
        if (Comparison.NULLS.contains(comparison.operator())) {
            where.add((comparison.operator().equals("IS NULL") ? "NOT " : "") + exists + ")", comparison.key());
        } else {
            where.add(
                    exists + " AND " + Where.textTest("t.value", comparison.operator()) + ")",
                    comparison.key(),
                    comparison.string(what));
        }
    }

    private void dataset(Comparison comparison) {
        if (!DATASET_KEYS.contains(comparison.key())) {
            throw ApiError.invalid(
                    "Invalid dataset key '" + comparison.key() + "' specified. Valid keys are [context, digest, name]");
        }
        comparison.allow(Comparison.TEXT, Comparison.LISTS);
        boolean context = comparison.key().equals("context");
        String column = context ? "g.value" : "d." + comparison.key();
        List<String> values =
                comparison.isList() ? comparison.list(DATASET_KEYS) : List.of(comparison.string("dataset attributes"));
        String test = comparison.isList()
                ? column + " " + comparison.operator() + " " + Sql.in(values.size())
                : Where.textTest(column, comparison.operator());
        where.add(
                "EXISTS (SELECT 1 FROM dataset_inputs i JOIN datasets d USING (dataset_id)"
                        + (context
                                ? " JOIN dataset_input_tags g ON g.input_id = i.input_id"
                                        + " AND g.key = 'mlflow.data.context'"
                                : "")
                        + " WHERE i.run_id = r.run_id AND " + test + ")",
                values.toArray());
    }

    private void attribute(Comparison comparison) {
        String key = knownKey(comparison.key());
        String column = "r." + key;
        if (TIME_KEYS.contains(key)) {
            comparison.allow(Comparison.NUMERIC);
            where.add(column + " " + comparison.operator() + " ?", comparison.number("numeric attribute: " + key));
        } else if (comparison.isList()) {
            where.list(column, comparison, comparison.list(Set.of("run_id")));
        } else {
            comparison.allow(Comparison.TEXT);
            where.text(column, comparison, "attributes");
        }
    }

    private String order(List<OrderKey> keys) {
        List<String> terms = new ArrayList<>();
        for (OrderKey key : keys) {
            String entity = entity(key.entity());
            if (entity.equals("dataset")) {
                throw ApiError.invalid("Invalid identifier type 'dataset' in order_by");
            }
            if (entity.equals("attribute")) {
                String column = "r." + knownKey(key.key());
                terms.add(column + " IS NULL, " + column + key.direction());
                continue;
            }
            String alias = "o" + joins.size();
            String table = entity.equals("metric") ? "latest_metrics" : entity.equals("param") ? "params" : "tags";
            joins.add(" LEFT JOIN " + table + " " + alias + " ON " + alias + ".run_id = r.run_id AND " + alias
                    + ".key = ?");
            joinValues.add(key.key());
            String absent = alias + ".value IS NULL";
            // in both directions: numbers, then NaN, then nothing
            terms.add(
                    entity.equals("metric") ? "CASE WHEN " + absent + " THEN 2 ELSE " + alias + ".is_nan END" : absent);
            terms.add(alias + ".value" + key.direction());
        }
        terms.add("r.start_time DESC");
        terms.add("r.run_id");
        return String.join(", ", terms);
    }

    private static String entity(@Nullable String sent) {
        String entity = sent == null ? "attribute" : ENTITIES.get(sent);
        if (entity == null) {
            throw Where.unknownEntity(
                    sent == null ? "" : sent,
                    ENTITIES.values().stream().distinct().toList());
        }
        return entity;
    }

    private static String knownKey(String sent) {
        String key =
                sent.equalsIgnoreCase("created") ? "start_time" : sent.equalsIgnoreCase("run name") ? "run_name" : sent;
        if (!KEYS.contains(key)) {
            throw Where.unknownKey(sent, KEYS);
        }
        return key;
    }
}
