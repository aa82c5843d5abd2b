package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of a query that follow. */
public final class ResultSetReader {
    private ResultSetReader() {}

    public static Table read(ResultSet rows) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        List<ValueCollector> collectors = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            labels.add(data.getColumnLabel(i));
            collectors.add(new ValueCollector());
        }
        long count = 0;
        while (rows.next()) {
            for (int i = 0; i < collectors.size(); i++) {
                add(rows, i + 1, collectors.get(i));
            }
            count++;
        }
        List<String> names = ColumnNames.distinct(labels);
        Map<String, ProfileColumn> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), collectors.get(i).toColumn(0, 0));
        }
        return new Table(columns, count);
    }

    /** A value that the driver cannot give as a Java value, such as the day 0 of a month, costs this value alone. */
    private static void add(ResultSet rows, int column, ValueCollector collector) throws SQLException {
        try {
            collector.add(rows.getObject(column));
        } catch (SQLDataException e) {
            collector.addInvalid();
        }
    }
}
