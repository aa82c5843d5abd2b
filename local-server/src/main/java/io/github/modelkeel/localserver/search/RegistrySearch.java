package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for registered models or for model versions: a filter on attributes and tags, and an order. Prompts, which
 * clients keep among the registered models under a tag, are found only by filters that ask for them.
 */
public final class RegistrySearch {
    private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
    private static final Set<String> ENTITIES = Set.of("attribute", "tag", "tags");

    private final Kind kind;
    private final Where where = new Where();
    private final String order;

    /** What is searched for: the columns of its keys, and how its tags are found. */
    public record Kind(
            String alias,
            Map<String, String> filterColumns,
            Set<String> listKeys,
            Map<String, String> orderColumns,
            String tags) {

        public static final Kind MODELS = new Kind(
                "m",
                Map.of("name", "m.name"),
                Set.of("name"),
                Map.of(
                        "name", "m.name",
                        "timestamp", "m.last_updated_time",
                        "last_updated_timestamp", "m.last_updated_time"),
                "SELECT 1 FROM registered_model_tags t WHERE t.name = m.name");
        public static final Kind VERSIONS = new Kind(
                "v",
                Map.of(
                        "name",
                        "v.name",
                        "run_id",
                        "v.run_id",
                        "source_path",
                        "v.source",
                        "version_number",
                        "v.version"),
                Set.of("name", "run_id"),
                Map.of(
                        "name", "v.name",
                        "version_number", "v.version",
                        "creation_timestamp", "v.creation_time",
                        "last_updated_timestamp", "v.last_updated_time"),
                "SELECT 1 FROM model_version_tags t WHERE t.name = v.name AND t.version = v.version");

        public Kind {
            filterColumns = Map.copyOf(filterColumns);
            listKeys = Set.copyOf(listKeys);
            orderColumns = Map.copyOf(orderColumns);
        }
    }

    public RegistrySearch(Kind kind, String filter, List<String> orderBy) {
        this.kind = kind;
        List<Comparison> comparisons = FilterParser.parse(filter);
        boolean promptsAsked = comparisons.stream().anyMatch(RegistrySearch::asksForPrompts);
        for (Comparison comparison : comparisons) {
            add(comparison, promptsAsked);
        }
        if (!promptsAsked) {
            where.add("NOT EXISTS (" + kind.tags() + " AND t.key = ? AND t.value = 'true')", PROMPT_TAG);
        }
        if (kind.equals(Kind.VERSIONS)) {
            where.add("v.stage <> ?", ModelVersion.DELETED);
        }
        order = order(orderBy);
    }

    public <T> List<T> run(Sql sql, String columns, String table, Sql.Row<T> row, int offset, int limit)
            throws SQLException {
        List<Object> values = new ArrayList<>(where.values());
        values.add(limit);
        values.add(offset);
        return sql.list(
                "SELECT " + columns + " FROM " + table + " WHERE " + where.sql() + " ORDER BY " + order
                        + " LIMIT ? OFFSET ?",
                row,
                values.toArray());
    }

    private void add(Comparison comparison, boolean promptsAsked) {
        String entity = comparison.entity();
        if (entity != null && !ENTITIES.contains(entity)) {
            throw Where.unknownEntity(entity, ENTITIES);
        }
        if (entity == null || entity.equals("attribute")) {
            attribute(comparison);
            return;
        }
        comparison.allow(Comparison.TEXT);
        String value = comparison.string("tag");
        if (comparison.key().equals(PROMPT_TAG) && !promptsAsked) {
            return; // "not a prompt" also holds for what has no such tag, and is asked of everything anyway
        }
        where.add(
                "EXISTS (" + kind.tags() + " AND t.key = ? AND " + Where.textTest("t.value", comparison.operator())
                        + ")",
                comparison.key(),
                value);
    }

    private void attribute(Comparison comparison) {
        String key = comparison.key();
        String column = kind.filterColumns().get(key);
        if (column == null) {
            throw Where.unknownKey(key, kind.filterColumns().keySet());
        }
        if (key.equals("version_number")) {
            comparison.allow(Comparison.NUMERIC);
            where.add(column + " " + comparison.operator() + " ?", comparison.integer("numeric attribute: " + key));
        } else if (comparison.isList()) {
            where.list(column, comparison, comparison.list(kind.listKeys()));
        } else {
            comparison.allow(Comparison.TEXT);
            where.text(column, comparison, "attributes");
        }
    }

    private static boolean asksForPrompts(Comparison comparison) {
        String value = comparison.operand().text().toLowerCase(Locale.ROOT);
        return isTag(comparison.entity())
                && comparison.key().equals(PROMPT_TAG)
                && ((comparison.operator().equals("=") && value.equals("true"))
                        || (comparison.operator().equals("!=") && value.equals("false")));
    }

    private static boolean isTag(@Nullable String entity) {
        return entity != null && entity.startsWith("tag");
    }

    private String order(List<String> orderBy) {
        List<String> terms = new ArrayList<>();
        for (OrderKey key : OrderKey.parse(orderBy)) {
            String column = kind.orderColumns().get(key.key());
            if (column == null || (key.entity() != null && !"attribute".equals(key.entity()))) {
                throw ApiError.invalid("Invalid order by key '" + key.shown() + "' specified. Valid keys are "
                        + kind.orderColumns().keySet().stream().sorted().toList());
            }
            terms.add(column + key.direction());
        }
        if (terms.isEmpty() && kind.equals(Kind.VERSIONS)) {
            terms.add("v.last_updated_time DESC");
        }
        terms.add(kind.alias() + ".name ASC");
        if (kind.equals(Kind.VERSIONS)) {
            terms.add("v.version DESC");
        }
        return String.join(", ", terms);
    }
}
