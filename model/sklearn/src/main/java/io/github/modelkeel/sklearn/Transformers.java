package io.github.modelkeel.sklearn;

import io.github.modelkeel.sklearn.python.Located;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The transformers that are known, by the full name of their class. */
final class Transformers {
    /** Reads one class of transformers. */
    private interface Reader {
        ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program);
    }

    private static final String FUNCTION = "sklearn.preprocessing._function_transformer.FunctionTransformer";
    private static final Map<String, Reader> READERS = new HashMap<>();

    static {
        READERS.put(Pipelines.PIPELINE, Pipelines::transform);
        READERS.put("sklearn.pipeline.FeatureUnion", Compositions::union);
        READERS.put("sklearn.compose._column_transformer.ColumnTransformer", Compositions::columns);
        READERS.put("sklearn.impute._base.SimpleImputer", Imputers::simple);
        READERS.put("sklearn.impute._knn.KNNImputer", Imputers::nearest);
        READERS.put("sklearn.impute._iterative.IterativeImputer", IterativeImputers::read);
        READERS.put("sklearn.impute._base.MissingIndicator", Imputers::indicator);
        READERS.put("sklearn.preprocessing._data.StandardScaler", Scalers::standard);
        READERS.put("sklearn.preprocessing._data.MinMaxScaler", Scalers::minMax);
        READERS.put("sklearn.preprocessing._data.MaxAbsScaler", Scalers::maxAbs);
        READERS.put("sklearn.preprocessing._data.RobustScaler", Scalers::robust);
        READERS.put("sklearn.preprocessing._encoders.OneHotEncoder", OneHotEncoders::read);
        READERS.put("sklearn.preprocessing._encoders.OrdinalEncoder", OrdinalEncoders::read);
        READERS.put("sklearn.preprocessing._target_encoder.TargetEncoder", OrdinalEncoders::target);
        READERS.put(FUNCTION, Functions::read);
        READERS.put("sklearn.preprocessing._data.Binarizer", Functions::binarizer);
        READERS.put("sklearn.preprocessing._data.Normalizer", Projections::normalizer);
        READERS.put("sklearn.preprocessing._data.PowerTransformer", Distributions::power);
        READERS.put("sklearn.preprocessing._data.QuantileTransformer", Distributions::quantiles);
        READERS.put("sklearn.preprocessing._discretization.KBinsDiscretizer", Distributions::bins);
        READERS.put("sklearn.preprocessing._polynomial.PolynomialFeatures", Polynomials::read);
        READERS.put("sklearn.preprocessing._polynomial.SplineTransformer", Splines::read);
        READERS.put("sklearn.decomposition._pca.PCA", Projections::pca);
        READERS.put("sklearn.decomposition._truncated_svd.TruncatedSVD", Projections::svd);
        READERS.put("sklearn.decomposition._incremental_pca.IncrementalPCA", Projections::pca);
        READERS.put("sklearn.decomposition._fastica.FastICA", Projections::independent);
        READERS.put("sklearn.random_projection.GaussianRandomProjection", Projections::random);
        READERS.put("sklearn.random_projection.SparseRandomProjection", Projections::random);
        READERS.put("sklearn.discriminant_analysis.LinearDiscriminantAnalysis", Projections::discriminant);
        Selectors.CLASSES.forEach(name -> READERS.put(name, Selectors::read));
    }

    private Transformers() {}

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
    static ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program) {
        if (Pipelines.isPassThrough(transformer)) {
            return in;
        }
        requireKnown(transformer);
        if (!Pipelines.isPipeline(transformer)) {
            requireColumns(transformer, in);
        }
        Reader reader = Objects.requireNonNull(READERS.get(transformer.className()));
        try {
            return reader.read(transformer, in, program);
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
