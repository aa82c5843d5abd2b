package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys and values, and other rows of an owner, as answers show them. */
public final class TagRows {
    private static final int CHUNK = 500;

    private TagRows() {}

    /** The tags of one owner, in the order of the query. */
    public static List<ObjectNode> read(Sql sql, String query, Object... owner) throws SQLException {
        return sql.list(query, row -> Json.keyValue(row.getString(1), row.getString(2)), owner);
    }

    /**
     * The rows of many owners, grouped by owner.
     *
     * @param query selects the owner's id first, and ends where the list of owners follows
     */
    public static <T> Map<String, List<T>> readAll(
            Sql sql, String query, String order, List<String> owners, Sql.Row<T> row) throws SQLException {
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
