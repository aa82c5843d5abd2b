package io.github.modelkeel.spark;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.ListMap;
import scala.jdk.javaapi.CollectionConverters;

/** What is said of a row, as columns: what the model predicts, which version did, and why there is no prediction. Immutable. */
final class PredictionColumns {
    static final String PREDICTION = "prediction";
    static final String LABEL = "prediction_label";
    static final String PROBABILITIES = "prediction_probabilities";
    static final String VALUES = "prediction_values";
    static final String TARGETS = "prediction_targets";
    static final String CONTRIBUTIONS = "prediction_contributions";
    static final String MODEL = "prediction_model";
    static final String DIGEST = "prediction_digest";
    static final String ERROR = "prediction_error";

    private static final DataType SHARES = DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);
    private static final DataType TARGET =
            new StructType().add("label", DataTypes.StringType).add("probabilities", SHARES);

    /** A column that an output fills. */
    private record OfOutput(String name, DataType type, Function<Output, Object> value) {}

    private final List<OfOutput> outputs;
    private final @Nullable LinearParts parts;

    private PredictionColumns(List<OfOutput> outputs, @Nullable LinearParts parts) {
        this.outputs = outputs;
        this.parts = parts;
    }

    /**
     * Those of a model.
     *
     * @throws IllegalArgumentException if contributions are asked of a model that does not have them
     */
    static PredictionColumns of(ScoringModel model, ScoringOptions options) {
        List<OfOutput> outputs = new ArrayList<>();
        outputs.add(new OfOutput(PREDICTION, DataTypes.DoubleType, Output::value));
        if (!model.targets().isEmpty()) {
            outputs.add(new OfOutput(TARGETS, DataTypes.createArrayType(TARGET), PredictionColumns::targets));
        } else if (!model.classes().isEmpty()) {
            outputs.add(new OfOutput(LABEL, DataTypes.StringType, Output::label));
            if (model.hasProbabilities()) {
                outputs.add(new OfOutput(PROBABILITIES, SHARES, output -> shares(output.probabilities())));
            }
        } else if (model.outputCount() > 1) {
            outputs.add(new OfOutput(
                    VALUES,
                    DataTypes.createArrayType(DataTypes.DoubleType),
                    output -> output.values().toArray()));
        }
        return new PredictionColumns(List.copyOf(outputs), options.contributions() ? LinearParts.of(model) : null);
    }

    private static Object targets(Output output) {
        return output.targets().stream()
                .map(target -> RowFactory.create(
                        target.label(), target.probabilities().isEmpty() ? null : shares(target.probabilities())))
                .toArray();
    }

    /** The kind of map that each of Spark's ways to write a row takes; it keeps the order, which {@code map_keys} shows. */
    private static Object shares(Map<String, Double> numbers) {
        return ListMap.from(CollectionConverters.asScala(numbers));
    }

    /** The columns alone. */
    StructType schema() {
        StructType schema = new StructType();
        for (OfOutput column : outputs) {
            schema = schema.add(column.name(), column.type());
        }
        if (parts != null) {
            schema = schema.add(CONTRIBUTIONS, SHARES);
        }
        return schema.add(MODEL, DataTypes.StringType)
                .add(DIGEST, DataTypes.StringType)
                .add(ERROR, DataTypes.StringType);
    }

    /**
     * The columns behind those of a dataset.
     *
     * @param caseSensitive whether names that differ in their case alone are two to the session
     */
    StructType addedTo(StructType dataset, boolean caseSensitive) {
        StructType all = dataset;
        for (StructField added : schema().fields()) {
            for (String name : dataset.fieldNames()) {
                if (caseSensitive ? name.equals(added.name()) : name.equalsIgnoreCase(added.name())) {
                    throw new IllegalArgumentException("the dataset has a column '" + name + "' already, and '"
                            + added.name() + "' would be added; rename or drop it");
                }
            }
            all = all.add(added);
        }
        return all;
    }

    /** Whether the values of a row by column name are asked for. */
    boolean needNames() {
        return parts != null;
    }

    /**
     * A row and the values of the columns behind its own.
     *
     * @param named the values that the model reads, empty where they are not {@linkplain #needNames() asked for}
     * @param version what predicted
     * @param output null if there is an error
     * @param error null if there is an output
     */
    Row values(
            Row row,
            Map<String, ? extends @Nullable Object> named,
            ExecutorModel version,
            @Nullable Output output,
            @Nullable String error) {
        int size = row.size();
        @Nullable Object[] values = new @Nullable Object[size + outputs.size() + (parts == null ? 3 : 4)];
        for (int i = 0; i < size; i++) {
            values[i] = row.get(i);
        }
        for (OfOutput column : outputs) {
            values[size++] = output == null ? null : column.value().apply(output);
        }
        if (parts != null) {
            values[size++] = output == null ? null : shares(parts.of(named));
        }
        values[size++] = version.label();
        values[size++] = version.manifestDigest();
        values[size] = error;
        return RowFactory.create(values);
    }
}
