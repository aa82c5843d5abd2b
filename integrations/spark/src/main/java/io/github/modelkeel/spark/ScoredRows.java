package io.github.modelkeel.spark;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows with their predictions. A batch is predicted as a table of columns, and row by row only if one of its rows is refused. */
final class ScoredRows {
    private final ScoringModel model;
    private final PartitionScorer scorer;
    private final boolean classifier;
    private final RowValues values;
    private final int[] places;

    ScoredRows(PartitionScorer scorer) {
        this.model = scorer.model().get();
        this.scorer = scorer;
        this.classifier = isClassifier(model);
        this.values = new RowValues(scorer.columns(), PartitionCounter.NONE);
        this.places = scorer.inputs().stream().mapToInt(scorer.columns()::place).toArray();
    }

    private static boolean isClassifier(ScoringModel model) {
        return !model.classes().isEmpty();
    }

    /** The columns of a dataset and those that are added to them. */
    static StructType schema(StructType dataset, ScoringModel model) {
        StructType schema = dataset;
        Map<String, DataType> added = new LinkedHashMap<>();
        added.put(SparkScoring.PREDICTION, DataTypes.DoubleType);
        if (isClassifier(model)) {
            added.put(SparkScoring.LABEL, DataTypes.StringType);
        }
        added.put(SparkScoring.MODEL, DataTypes.StringType);
        added.put(SparkScoring.DIGEST, DataTypes.StringType);
        added.put(SparkScoring.ERROR, DataTypes.StringType);
        for (Map.Entry<String, DataType> column : added.entrySet()) {
            if (Arrays.asList(dataset.fieldNames()).contains(column.getKey())) {
                throw new IllegalArgumentException("the dataset has a column '" + column.getKey()
                        + "' already, which would be added; rename or drop it");
            }
            schema = schema.add(column.getKey(), column.getValue());
        }
        return schema;
    }

    List<Row> of(List<Row> rows) {
        try {
            List<Output> outputs = model.predict(Rows.ofColumns(columns(rows)));
            List<Row> scored = new ArrayList<>(rows.size());
            for (int i = 0; i < outputs.size(); i++) {
                scored.add(row(rows.get(i), outputs.get(i), null));
            }
            return scored;
        } catch (InvalidInputException e) {
            return rows.stream().map(this::alone).toList();
        }
    }

    private Row alone(Row row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int place : places) {
            named.put(scorer.columns().names().get(place), values.value(row.get(place)));
        }
        try {
            return row(row, model.predictOne(Rows.of(named)), null);
        } catch (InvalidInputException e) {
            return row(row, null, e.getMessage());
        }
    }

    private Map<String, Object> columns(List<Row> rows) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int place : places) {
            @Nullable Object[] column = new @Nullable Object[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = values.value(rows.get(i).get(place));
            }
            columns.put(scorer.columns().names().get(place), column);
        }
        return columns;
    }

    private Row row(Row row, @Nullable Output output, @Nullable String error) {
        int size = row.size();
        @Nullable Object[] all = new @Nullable Object[size + (classifier ? 5 : 4)];
        for (int i = 0; i < size; i++) {
            all[i] = row.get(i);
        }
        all[size++] = output == null ? null : output.value();
        if (classifier) {
            all[size++] = output == null ? null : output.label();
        }
        all[size++] = scorer.model().label();
        all[size++] = scorer.manifestDigest();
        all[size] = error;
        return RowFactory.create(all);
    }
}
