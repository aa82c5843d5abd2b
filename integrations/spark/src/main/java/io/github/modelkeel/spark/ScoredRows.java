package io.github.modelkeel.spark;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Predicts rows of one form. A batch is predicted as a table of columns, and row by row only if one of its rows is refused. Immutable and safe for use by multiple
 * threads.
 */
final class ScoredRows {
    private static final Row NOTHING = RowFactory.create();

    private final ExecutorModel version;
    private final ScoringModel model;
    private final PredictionColumns predicted;
    private final DatasetColumns columns;
    private final int[] places;

    /**
     * For the rows of a dataset.
     *
     * @throws IllegalArgumentException if a column that the model requires is not there
     */
    ScoredRows(ExecutorModel version, DatasetColumns columns, ScoringOptions options) {
        this.version = version;
        this.model = version.get();
        this.predicted = PredictionColumns.of(model, options);
        this.columns = columns;
        this.places = places(version.label(), model, columns);
    }

    /** Where the columns are that the model reads. */
    static int[] places(String label, ScoringModel model, DatasetColumns columns) {
        List<Integer> places = new ArrayList<>();
        for (Column column : model.signature().inputs()) {
            int place = columns.names().indexOf(column.name());
            if (place >= 0) {
                places.add(place);
            } else if (column.required()) {
                throw new IllegalArgumentException("the dataset has no column '" + column.name() + "', which the model "
                        + label + " requires; it has " + columns.names());
            }
        }
        return places.stream().mapToInt(place -> place).toArray();
    }

    /**
     * Refuses columns of which a model cannot read a single value.
     *
     * @throws IllegalArgumentException if the model reads a column that holds arrays, maps, structs, bytes and the like
     */
    static void requireReadable(String label, ScoringModel model, StructType form) {
        for (Column column : model.signature().inputs()) {
            for (StructField field : form.fields()) {
                if (field.name().equals(column.name()) && !CellReaders.isReadable(field.dataType())) {
                    throw new IllegalArgumentException("column '" + field.name() + "' is of type "
                            + field.dataType().simpleString() + ", of which the model " + label
                            + " reads nothing; make it a column of numbers, texts or truth values");
                }
            }
        }
    }

    /** The rows with their predictions. */
    List<Row> of(List<Row> rows) {
        try {
            List<Output> outputs = model.predict(Rows.ofColumns(columns(rows)));
            List<Row> scored = new ArrayList<>(rows.size());
            Map<String, @Nullable Object> unnamed = new LinkedHashMap<>();
            for (int i = 0; i < outputs.size(); i++) {
                Row row = rows.get(i);
                Map<String, @Nullable Object> named = predicted.needNames() ? named(row) : unnamed;
                scored.add(predicted.values(row, named, version, outputs.get(i), null));
            }
            return scored;
        } catch (InvalidInputException e) {
            return rows.stream().map(row -> alone(row, row)).toList();
        }
    }

    /** The prediction of a row without its own columns. */
    Row prediction(Row row) {
        return alone(row, NOTHING);
    }

    private Row alone(Row row, Row before) {
        Map<String, @Nullable Object> named = named(row);
        try {
            return predicted.values(before, named, version, model.predictOne(Rows.of(named)), null);
        } catch (InvalidInputException e) {
            return predicted.values(before, named, version, null, e.getMessage());
        }
    }

    private Map<String, @Nullable Object> named(Row row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int place : places) {
            named.put(columns.names().get(place), SparkTimes.of(row.get(place), columns.zone()));
        }
        return named;
    }

    private Map<String, Object> columns(List<Row> rows) {
        Map<String, Object> table = new LinkedHashMap<>();
        for (int place : places) {
            @Nullable Object[] column = new @Nullable Object[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = SparkTimes.of(rows.get(i).get(place), columns.zone());
            }
            table.put(columns.names().get(place), column);
        }
        return table;
    }
}
