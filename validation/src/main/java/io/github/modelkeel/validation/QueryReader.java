package io.github.modelkeel.validation;

import io.github.modelkeel.validation.check.TableCheck;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a query to a check. */
final class QueryReader {
    private QueryReader() {}

    static void read(ResultSet rows, TableCheck check) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        Set<String> labels = new LinkedHashSet<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            if (!labels.add(data.getColumnLabel(i))) {
                throw new IllegalArgumentException("the query has the column '" + data.getColumnLabel(i)
                        + "' twice; give one of them another name with AS");
            }
        }
        check.header(labels);
        @Nullable Object[] row = new @Nullable Object[labels.size()];
        while (rows.next()) {
            for (int i = 0; i < row.length; i++) {
                row[i] = value(rows, i + 1);
            }
            check.values(row);
        }
    }

    /** A value that the driver cannot give as a Java value, such as the day 0 of a month, is of no type that is compared. */
    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        try {
            return rows.getObject(column);
        } catch (SQLDataException e) {
            return e;
        }
    }
}
