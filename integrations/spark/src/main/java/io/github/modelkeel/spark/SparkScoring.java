package io.github.modelkeel.spark;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.model.ScoringModel;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
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
 * <p><b>Columns.</b> Added to those of the dataset, in this order: {@value #PREDICTION}, a double, the {@linkplain io.github.modelkeel.model.Output#value() value} of
 * the row; what else the model says, see below; {@value #MODEL}, as {@code house/3}; {@value #DIGEST}, the SHA-256 of the version's manifest, null for a
 * model without one; {@value #ERROR}, null, or why the row has no prediction: a row that does not fit costs no other row its prediction. A regression with several outputs has
 * {@value #VALUES} as well, a classifier {@value #LABEL} and, where it gives them, {@value #PROBABILITIES}, a classifier with several targets {@value #TARGETS}.
 */
public final class SparkScoring {
    /** The column of predictions. */
    public static final String PREDICTION = PredictionColumns.PREDICTION;

    /** The column of a classifier's labels. */
    public static final String LABEL = PredictionColumns.LABEL;

    /** The column of the probabilities of a classifier's classes: a map by class. */
    public static final String PROBABILITIES = PredictionColumns.PROBABILITIES;

    /** The column of a regression with several outputs: an array of doubles. */
    public static final String VALUES = PredictionColumns.VALUES;

    /** The column of a classifier with several targets: an array of structs, each of a {@code label} and the {@code probabilities} by class. */
    public static final String TARGETS = PredictionColumns.TARGETS;

    /** The column of {@link ScoringOptions#contributions}: a map from feature to double. */
    public static final String CONTRIBUTIONS = PredictionColumns.CONTRIBUTIONS;

    /** The column that says which version predicted. */
    public static final String MODEL = PredictionColumns.MODEL;

    /** The column of the digest of that version's files. */
    public static final String DIGEST = PredictionColumns.DIGEST;

    /** The column that says why a row has no prediction. */
    public static final String ERROR = PredictionColumns.ERROR;

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
     * @throws IllegalArgumentException if the address has none of these forms, the dataset lacks a column that the model requires, has two of one name, has one
     *     of arrays, maps, structs, bytes or intervals that the model reads, or has a column that would be added; while {@code spark.sql.caseSensitive} is not set,
     *     the case of its letters does not matter
     * @throws io.github.modelkeel.client.ClientException if the registry does not answer, or has no such version
     * @throws io.github.modelkeel.formats.ModelRefusedException if the files are not a model that can be read
     */
    public static Dataset<Row> transform(Dataset<Row> dataset, String uri, ClientConfig config) {
        return transform(dataset, uri, config, ScoringOptions.standard());
    }

    /**
     * Predicts each row of a dataset, and says more of it.
     *
     * @param dataset the rows; columns that the model does not know are passed on
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @param config the registry, its credentials and the driver's cache
     * @param options what is said beside the prediction
     * @return the rows with their predictions, when they are computed
     * @throws IllegalArgumentException as the other method, or if contributions are asked of a model that is not linear
     */
    public static Dataset<Row> transform(
            Dataset<Row> dataset, String uri, ClientConfig config, ScoringOptions options) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(options, "options");
        DatasetColumns columns = DatasetColumns.of(dataset);
        ModelFiles files = ModelFiles.download(uri, config);
        ScoringModel model = files.read();
        SparkSession spark = dataset.sparkSession();
        boolean caseSensitive = Boolean.parseBoolean(spark.conf().get("spark.sql.caseSensitive"));
        StructType schema = PredictionColumns.of(model, options).addedTo(dataset.schema(), caseSensitive);
        ScoredRows.places(files.label(), model, columns); // so that what is not there is said now
        ScoredRows.requireReadable(files.label(), model, dataset.schema());
        ExecutorModel sent = ExecutorModel.broadcast(spark, files);
        return dataset.mapPartitions(new PartitionScorer(columns, sent, options), Encoders.row(schema));
    }

    /**
     * Registers a model as a function of SQL, with the registry of the environment.
     *
     * @param spark the session that is to know the function
     * @param name letters, digits and underscores, for instance {@code house_price}
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @throws IllegalArgumentException as the other method
     */
    public static void register(SparkSession spark, String name, String uri) {
        register(spark, name, uri, ClientConfig.fromEnvironment());
    }

    /**
     * Registers a model as a function of SQL, for every language of the session: {@code house_price(struct(*))} is a struct of the columns that {@link #transform} adds, as
     * in {@code select house_price(struct(*)).prediction from houses}. The version is looked up and downloaded now, and is the one of every query from then on; to follow an
     * alias, register again under the same name. Rows are predicted one by one: {@link #transform} is faster.
     *
     * <p>The struct that is given has the model's columns by name, others are ignored. A struct that does not fit gives {@value #ERROR} and no prediction; of null the function
     * gives null. A query whose struct lacks a column that the model requires, or that gives something else than a struct, fails with an {@link IllegalArgumentException} that
     * says so. Moments are read in the time zone that the session has now.
     *
     * @param spark the session that is to know the function
     * @param name letters, digits and underscores, not starting with a digit, for instance {@code house_price}
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @param config the registry, its credentials and the driver's cache
     * @throws IllegalArgumentException if the name or the address has another form, or the name is that of a function of Spark, which it would hide
     * @throws io.github.modelkeel.client.ClientException if the registry does not answer, or has no such version
     * @throws io.github.modelkeel.formats.ModelRefusedException if the files are not a model that can be read
     */
    public static void register(SparkSession spark, String name, String uri, ClientConfig config) {
        register(spark, name, uri, config, ScoringOptions.standard());
    }

    /**
     * Registers a model as a function of SQL that says more of a row.
     *
     * @param spark the session that is to know the function
     * @param name letters, digits and underscores, not starting with a digit, for instance {@code house_price}
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code runs:/RUN/PATH} …
     * @param config the registry, its credentials and the driver's cache
     * @param options what is said beside the prediction
     * @throws IllegalArgumentException as the other method, or if contributions are asked of a model that is not linear
     */
    public static void register(
            SparkSession spark, String name, String uri, ClientConfig config, ScoringOptions options) {
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(options, "options");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the name of a function must be letters, digits and underscores, not '" + name + "'");
        }
        if (FunctionRegistry.expressions().contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is a function of Spark, which the session would lose; choose another name, such as house_price");
        }
        ModelFiles files = ModelFiles.download(uri, config);
        StructType predicted = PredictionColumns.of(files.read(), options).schema();
        ExecutorModel sent = ExecutorModel.broadcast(spark, files);
        spark.udf().register(name, new ModelFunction(name, sent, DatasetColumns.zone(spark), options), predicted);
    }
}
