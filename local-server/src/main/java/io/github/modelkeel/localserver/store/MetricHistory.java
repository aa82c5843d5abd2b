package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Metric;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.PageToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What was logged to a metric over time: page by page, of several runs, or evenly sampled. */
public final class MetricHistory {
    private static final String COLUMNS = "key, value, is_nan, timestamp, step, run_id";

    /** The history in the order of steps, cut into a number of equal parts: the first point of each part. */
    private static final String SAMPLE = "SELECT " + COLUMNS + " FROM (SELECT *, row_number() OVER (PARTITION BY part"
            + " ORDER BY step, timestamp, value, is_nan) AS place FROM (SELECT *, ntile(?) OVER (ORDER BY step,"
            + " timestamp, value, is_nan) AS part FROM metrics WHERE run_id = ? AND key = ? AND step BETWEEN ? AND ?))"
            + " WHERE place = 1 ORDER BY step, timestamp, value, is_nan";

    private static final String LAST = "SELECT " + COLUMNS + " FROM metrics WHERE run_id = ? AND key = ?"
            + " AND step BETWEEN ? AND ? ORDER BY step DESC, timestamp DESC, value DESC, is_nan DESC LIMIT 1";

    private final Database database;

    public MetricHistory(Database database) {
        this.database = database;
    }

    /** A range of steps, both ends in it. */
    public record Steps(long first, long last) {}

    public PageToken.Page<ObjectNode> history(String runId, String key, int offset, int size) {
        int limit = size == Integer.MAX_VALUE ? -1 : size + 1;
        return database.read(sql -> {
            List<ObjectNode> found = sql.list(
                    "SELECT key, value, is_nan, timestamp, step FROM metrics WHERE run_id = ? AND key = ?"
                            + " ORDER BY timestamp, step, value LIMIT ? OFFSET ?",
                    row -> Metric.toJson(
                            row.getString(1), row.getDouble(2), row.getBoolean(3), row.getLong(4), row.getLong(5)),
                    runId,
                    key,
                    limit,
                    offset);
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    /** The points of several runs, run by run in the order of their ids, each in the order of time. */
    public List<ObjectNode> ofRuns(List<String> runs, String key, int limit) {
        List<Object> values = new ArrayList<>(runs);
        values.add(key);
        values.add(limit);
        return database.read(sql -> sql.list(
                "SELECT " + COLUMNS + " FROM metrics WHERE run_id IN " + Sql.in(runs.size())
                        + " AND key = ? ORDER BY run_id, timestamp, step, value LIMIT ?",
                MetricHistory::ofRun,
                values.toArray()));
    }

    /** For each run as many points as asked for, spread evenly, always with the last one. */
    public List<ObjectNode> sample(List<String> runs, String key, Steps steps, int points) {
        return database.read(sql -> {
            for (String run : runs) {
                RunStore.find(sql, run);
            }
            List<ObjectNode> found = new ArrayList<>();
            for (String run : runs) {
                found.addAll(sample(sql, run, key, steps, points));
            }
            return found;
        });
    }

    private static List<ObjectNode> sample(Sql sql, String run, String key, Steps steps, int points)
            throws SQLException {
        List<ObjectNode> found = sql.list(SAMPLE, MetricHistory::ofRun, points, run, key, steps.first(), steps.last());
        ObjectNode last = sql.one(LAST, MetricHistory::ofRun, run, key, steps.first(), steps.last())
                .orElse(null);
        if (last != null && !last.equals(found.get(found.size() - 1))) {
            if (found.size() >= points) {
                found.remove(found.size() - 1);
            }
            found.add(last);
        }
        return found;
    }

    private static ObjectNode ofRun(ResultSet row) throws SQLException {
        return Metric.toJson(row.getString(1), row.getDouble(2), row.getBoolean(3), row.getLong(4), row.getLong(5))
                .put("run_id", row.getString(6));
    }
}
