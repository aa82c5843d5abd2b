package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A search for experiments: a filter on names, ids, times and tags, and an order. */
public final class ExperimentSearch {
    private static final Set<String> TEXT_KEYS = Set.of("name", "experiment_id");
    private static final Set<String> TIME_KEYS = Set.of("creation_time", "last_update_time");
    private static final Set<String> KEYS = Set.of("name", "experiment_id", "creation_time", "last_update_time");
    private static final Set<String> ENTITIES = Set.of("attribute", "tag", "tags");

    private final Where where = new Where();
    private final String order;

    public ExperimentSearch(List<String> stages, String filter, List<String> orderBy) {
        where.in("e.lifecycle_stage", stages);
        FilterParser.parse(filter).forEach(this::add);
        order = order(orderBy);
    }

    public List<Experiment> run(Sql sql, int offset, int limit) throws SQLException {
        List<Object> values = new ArrayList<>(where.values());
        values.add(limit);
        values.add(offset);
        return sql.list(
                "SELECT " + Experiment.COLUMNS + " FROM experiments e WHERE " + where.sql() + " ORDER BY " + order
                        + " LIMIT ? OFFSET ?",
                Experiment::read,
                values.toArray());
    }

    private void add(Comparison comparison) {
        if (entity(comparison.entity()).equals("attribute")) {
            attribute(comparison);
            return;
        }
        comparison.allow(Comparison.TEXT, Comparison.NULLS);
        String exists = "EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment_id = e.experiment_id AND t.key = ?";
        if (Comparison.NULLS.contains(comparison.operator())) {
            where.add((comparison.operator().equals("IS NULL") ? "NOT " : "") + exists + ")", comparison.key());
        } else {
            where.add(
                    exists + " AND " + Where.textTest("t.value", comparison.operator()) + ")",
                    comparison.key(),
                    comparison.string("tag"));
        }
    }

    private void attribute(Comparison comparison) {
        String key = knownKey(comparison.key());
        if (TIME_KEYS.contains(key)) {
            comparison.allow(Comparison.NUMERIC);
            where.add("e." + key + " " + comparison.operator() + " ?", comparison.integer("numeric attribute: " + key));
        } else if (key.equals("experiment_id")) {
            comparison.allow(Set.of("=", "!="), Comparison.LISTS);
            if (comparison.isList()) {
                List<Long> ids = new ArrayList<>();
                comparison.list(Set.of(key)).forEach(id -> ids.add(Experiment.parseId(id)));
                where.list("e.experiment_id", comparison, ids);
            } else {
                where.add(
                        "e.experiment_id " + comparison.operator() + " ?",
                        Experiment.parseId(comparison.string("attributes")));
            }
        } else {
            comparison.allow(Comparison.TEXT);
            where.text("e." + key, comparison, "attributes");
        }
    }

    private static String order(List<String> orderBy) {
        List<String> terms = new ArrayList<>();
        List<OrderKey> keys =
                OrderKey.parse(orderBy.isEmpty() ? List.of("creation_time DESC", "experiment_id ASC") : orderBy);
        for (OrderKey key : keys) {
            if (!entity(key.entity()).equals("attribute")) {
                throw ApiError.invalid("Invalid order_by entity: " + key.entity());
            }
            terms.add("e." + knownKey(key.key()) + key.direction());
        }
        terms.add("e.experiment_id DESC");
        return String.join(", ", terms);
    }

    private static String entity(@org.jspecify.annotations.Nullable String entity) {
        if (entity == null) {
            return "attribute";
        }
        if (!ENTITIES.contains(entity)) {
            throw Where.unknownEntity(entity, ENTITIES);
        }
        return entity.startsWith("tag") ? "tag" : entity;
    }

    private static String knownKey(String key) {
        if (!TEXT_KEYS.contains(key) && !TIME_KEYS.contains(key)) {
            throw Where.unknownKey(key, KEYS);
        }
        return key;
    }
}
