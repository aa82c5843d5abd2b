package io.github.modelkeel.localserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys and values as requests carry them and as answers show them. */
final class Tags {
    private static final int CHUNK = 500;

    private Tags() {}

    /** The key-value messages of a repeated field; of a key sent twice the last value counts. */
    static Map<String, String> of(List<Fields> messages) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Fields message : messages) {
            tags.put(message.required("key"), message.string("value"));
        }
        return tags;
    }

    /** The tags of one owner, in the order of the query. */
    static List<ObjectNode> read(Sql sql, String query, Object... owner) throws SQLException {
        return sql.list(query, row -> Json.keyValue(row.getString(1), row.getString(2)), owner);
    }

    /**
     * The rows of many owners, grouped by owner.
     *
     * @param query selects the owner's id first, and ends where the list of owners follows
     */
    static <T> Map<String, List<T>> readAll(Sql sql, String query, String order, List<String> owners, Sql.Row<T> row)
            throws SQLException {
        Map<String, List<T>> found = new HashMap<>();
        for (int from = 0; from < owners.size(); from += CHUNK) {
            List<String> chunk = owners.subList(from, Math.min(owners.size(), from + CHUNK));
            sql.each(
                    query + Sql.in(chunk.size()) + " ORDER BY " + order,
                    rows -> found.computeIfAbsent(rows.getString(1), o -> new ArrayList<>())
                            .add(row.read(rows)),
                    chunk.toArray());
        }
        return found;
    }
}
