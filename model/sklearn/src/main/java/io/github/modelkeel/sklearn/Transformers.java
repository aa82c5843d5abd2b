package io.github.modelkeel.sklearn;

import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.transformer.Compositions;
import io.github.modelkeel.sklearn.transformer.Distributions;
import io.github.modelkeel.sklearn.transformer.Functions;
import io.github.modelkeel.sklearn.transformer.Imputers;
import io.github.modelkeel.sklearn.transformer.IterativeImputers;
import io.github.modelkeel.sklearn.transformer.OneHotEncoders;
import io.github.modelkeel.sklearn.transformer.OrdinalEncoders;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import io.github.modelkeel.sklearn.transformer.Polynomials;
import io.github.modelkeel.sklearn.transformer.Projections;
import io.github.modelkeel.sklearn.transformer.Scalers;
import io.github.modelkeel.sklearn.transformer.Selectors;
import io.github.modelkeel.sklearn.transformer.Splines;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The transformers that are known, by the full name of their class. A new one is read in {@code sklearn.transformer} and entered here. */
final class Transformers {
    /** Reads one class of transformers. */
    private interface Reader {
        ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program);
    }

    /** Reads one class of transformers that hold others, or an estimator. */
    private interface MetaReader {
        ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program, PartReader parts);
    }

    private static final String FUNCTION = "sklearn.preprocessing._function_transformer.FunctionTransformer";
    private static final Map<String, MetaReader> READERS = new HashMap<>();

    static {
        addMeta(Pipelines.PIPELINE, Pipelines::transform);
        addMeta("sklearn.pipeline.FeatureUnion", Compositions::union);
        addMeta("sklearn.compose._column_transformer.ColumnTransformer", Compositions::columns);
        add("sklearn.impute._base.SimpleImputer", Imputers::simple);
        add("sklearn.impute._knn.KNNImputer", Imputers::nearest);
        addMeta("sklearn.impute._iterative.IterativeImputer", IterativeImputers::read);
        add("sklearn.impute._base.MissingIndicator", Imputers::indicator);
        add("sklearn.preprocessing._data.StandardScaler", Scalers::standard);
        add("sklearn.preprocessing._data.MinMaxScaler", Scalers::minMax);
        add("sklearn.preprocessing._data.MaxAbsScaler", Scalers::maxAbs);
        add("sklearn.preprocessing._data.RobustScaler", Scalers::robust);
        add("sklearn.preprocessing._encoders.OneHotEncoder", OneHotEncoders::read);
        add("sklearn.preprocessing._encoders.OrdinalEncoder", OrdinalEncoders::read);
        add("sklearn.preprocessing._target_encoder.TargetEncoder", OrdinalEncoders::target);
        add(FUNCTION, Functions::read);
        add("sklearn.preprocessing._data.Binarizer", Functions::binarizer);
        add("sklearn.preprocessing._data.Normalizer", Projections::normalizer);
        add("sklearn.preprocessing._data.PowerTransformer", Distributions::power);
        add("sklearn.preprocessing._data.QuantileTransformer", Distributions::quantiles);
        add("sklearn.preprocessing._discretization.KBinsDiscretizer", Distributions::bins);
        add("sklearn.preprocessing._polynomial.PolynomialFeatures", Polynomials::read);
        add("sklearn.preprocessing._polynomial.SplineTransformer", Splines::read);
        add("sklearn.decomposition._pca.PCA", Projections::pca);
        add("sklearn.decomposition._truncated_svd.TruncatedSVD", Projections::svd);
        add("sklearn.decomposition._incremental_pca.IncrementalPCA", Projections::pca);
        add("sklearn.decomposition._fastica.FastICA", Projections::independent);
        add("sklearn.random_projection.GaussianRandomProjection", Projections::random);
        add("sklearn.random_projection.SparseRandomProjection", Projections::random);
        add("sklearn.discriminant_analysis.LinearDiscriminantAnalysis", Projections::discriminant);
        Selectors.CLASSES.forEach(name -> addMeta(name, Selectors::read));
    }

    private Transformers() {}

    private static void add(String className, Reader reader) {
        READERS.put(className, (transformer, in, program, parts) -> reader.read(transformer, in, program));
    }

    private static void addMeta(String className, MetaReader reader) {
        READERS.put(className, reader);
    }

    static boolean knows(Located transformer) {
        return READERS.containsKey(transformer.className());
    }

    /** Refuses a class that is not known, by its name. */
    static void requireKnown(Located transformer) {
        if (Pipelines.isPassThrough(transformer)) {
            return;
        }
        if (transformer.className().startsWith("sklearn.feature_extraction.")) {
            throw transformer.refusal("texts are split into words by Python's rules, which is not supported; make the"
                    + " numbers before the call and log the rest of the pipeline, or serve the model as ONNX");
        }
        if (!knows(transformer)) {
            throw transformer.refusal(describe(transformer)
                    + " is not a transformer that can be served; use scikit-learn's own transformers, or transform the rows"
                    + " before the call and log the rest of the pipeline");
        }
        if (transformer.className().equals(FUNCTION)) {
            Values.present(transformer, "func").ifPresent(Functions::function);
        }
    }

    /** Appends what a transformer does to the program. */
    static ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        if (Pipelines.isPassThrough(transformer)) {
            return in;
        }
        requireKnown(transformer);
        if (!Pipelines.isPipeline(transformer)) {
            requireColumns(transformer, in);
        }
        MetaReader reader = Objects.requireNonNull(READERS.get(transformer.className()));
        try {
            return reader.read(transformer, in, program, parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw transformer.refusal("it describes no valid transformer: " + e.getMessage());
        }
    }

    private static String describe(Located transformer) {
        return transformer.className().isEmpty()
                ? transformer.node().kind()
                : "an object of the class " + transformer.className();
    }

    private static void requireColumns(Located transformer, ColumnBlock in) {
        Values.present(transformer, "n_features_in_").ifPresent(count -> {
            if (count.integer() != in.size()) {
                throw transformer.refusal(
                        "it was fitted on " + count.integer() + " columns, and " + in.size() + " reach it");
            }
        });
    }
}
