package io.github.modelkeel.spark;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts the rows of Spark's datasets with a model of the registry. Needs {@code modelkeel-serving-core} beside this module. Without state, and safe
 * for use by multiple threads.
 *
 * <p><b>One version.</b> The driver asks the registry once what the address names, downloads and verifies that version as a predictor does, and
 * broadcasts its files. All tasks use that version, also those that run, or run again, after the alias moved or the registry went down; executors
 * ask no registry and need no credentials. An executor checks the digest of what it received, reads the model once, replays its stored
 * predictions, and keeps it for all tasks.
 *
 * <p><b>Columns.</b> Added to those of the dataset: {@value #PREDICTION}, a double, the {@linkplain io.github.modelkeel.model.Output#value() value} of the row;
 * {@value #LABEL}, the class, for a classifier only; {@value #MODEL}, as {@code house/3}; {@value #DIGEST}, the SHA-256 of the version's manifest, null for a
 * model without one; {@value #ERROR}, null, or why the row has no prediction: a row that does not fit costs no other row its prediction.
 */
public final class SparkScoring {
    /** The column of predictions. */
    public static final String PREDICTION = "prediction";

    /** The column of a classifier's labels. */
    public static final String LABEL = "prediction_label";

    /** The column that says which version predicted. */
    public static final String MODEL = "prediction_model";

    /** The column of the digest of that version's files. */
    public static final String DIGEST = "prediction_digest";

    /** The column that says why a row has no prediction. */
    public static final String ERROR = "prediction_error";

    private SparkScoring() {}

    /**
     * Predicts each row of a dataset, with the registry of the environment.
     *
     * @param dataset the rows; columns that the model does not know are passed on
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @return the rows with their predictions, when they are computed
     * @throws IllegalArgumentException as the other method
     */
    public static Dataset<Row> transform(Dataset<Row> dataset, String uri) {
        return transform(dataset, uri, ClientConfig.fromEnvironment());
    }

    /**
     * Predicts each row of a dataset. The version is looked up and downloaded now, rows are predicted in batches when an action computes them.
     *
     * @param dataset the rows; columns that the model does not know are passed on
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @param config the registry, its credentials and the driver's cache
     * @return the rows with their predictions, when they are computed
     * @throws IllegalArgumentException if the address has none of these forms, the dataset lacks a column that the model requires, has two of one name, or has a
     *     column that would be added; or the model predicts several numbers or classes for a row
     * @throws io.github.modelkeel.client.ClientException if the registry does not answer, or has no such version
     * @throws io.github.modelkeel.formats.ModelRefusedException if the files are not a model that can be read
     */
    public static Dataset<Row> transform(Dataset<Row> dataset, String uri, ClientConfig config) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(config, "config");
        DatasetColumns columns = DatasetColumns.of(dataset);
        ModelFiles files = ModelFiles.download(uri, config);
        ScoringModel model = files.read();
        requireOneOutput(files.label(), model);
        StructType schema = ScoredRows.schema(dataset.schema(), model);
        List<String> inputs = inputs(files.label(), model, columns);
        Broadcast<byte[]> broadcast = JavaSparkContext.fromSparkContext(
                        dataset.sparkSession().sparkContext())
                .broadcast(files.bytes());
        PartitionScorer scorer = new PartitionScorer(
                columns, inputs, new ExecutorModel(files.label(), files.sha256(), broadcast), files.manifestDigest());
        return dataset.mapPartitions(scorer, Encoders.row(schema));
    }

    private static void requireOneOutput(String label, ScoringModel model) {
        if (model.outputCount() != 1) {
            throw new IllegalArgumentException("the model " + label + " predicts " + model.outputCount()
                    + " numbers or classes for a row; only models of one have a column");
        }
    }

    /** The columns of the dataset that the model reads. */
    private static List<String> inputs(String label, ScoringModel model, DatasetColumns columns) {
        List<String> inputs = new ArrayList<>();
        for (Column column : model.signature().inputs()) {
            if (columns.names().contains(column.name())) {
                inputs.add(column.name());
            } else if (column.required()) {
                throw new IllegalArgumentException("the dataset has no column '" + column.name() + "', which the model "
                        + label + " requires; it has " + columns.names());
            }
        }
        return inputs;
    }

    /** What is asked of values, on the driver and on executors. */
    static ScoringModel asked(ScoringModel model) {
        return model.withInputPolicy(InputPolicy.TYPED);
    }
}
