package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.InversePower;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.transformer.Functions;
import java.util.Optional;

/**
 * Regressions of a transformed target: what the regressor predicts is transformed back. A scaler keeps scikit-learn's bits; a function
 * adds its own bound, see {@link Calculate} and {@link InversePower}, and widens the regressor's by its steepness.
 */
public final class Targets {
    public static final String CLASS = "sklearn.compose._target.TransformedTargetRegressor";
    private static final String SCALERS = "sklearn.preprocessing._data.";

    private Targets() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta(
                CLASS, (at, features, parts) -> read(at, parts.estimator(at.attribute("regressor_"), features)));
    }

    /** What is predicted when the regressor inside has been read. */
    static Fitted read(Located at, Fitted regressor) {
        if (!regressor.isRegression()) {
            throw at.attribute("regressor_").refusal("a regressor is expected here, it is a classifier");
        }
        ScorerProgram program = new ScorerProgram(regressor.scorer().featureCount());
        int[] said = program.add(regressor.scorer(), regressor.link(), program.features());
        return Fitted.regression(program.scorer(back(at.attribute("transformer_"), program, said)));
    }

    private static int[] back(Located at, ScorerProgram program, int[] said) {
        return switch (at.className()) {
            case "sklearn.preprocessing._function_transformer.FunctionTransformer" -> function(at, program, said);
            case SCALERS + "StandardScaler" -> stretched(at, "scale_", "mean_", program, said);
            case SCALERS + "RobustScaler" -> stretched(at, "scale_", "center_", program, said);
            case SCALERS + "MaxAbsScaler" -> stretched(at, "scale_", "", program, said);
            case SCALERS + "MinMaxScaler" ->
                program.add(
                        new Standardize(
                                Values.numbers(at, "min_", said.length), Values.numbers(at, "scale_", said.length)),
                        said);
            case SCALERS + "PowerTransformer" -> power(at, program, said);
            default ->
                throw at.refusal("the target was transformed by " + at.node().kind()
                        + ", whose inverse is not supported; use a function of numpy or a scaler");
        };
    }

    private static int[] function(Located at, ScorerProgram program, int[] said) {
        Located inverse = at.attribute("inverse_func");
        if (inverse.isNone()) {
            return said;
        }
        Optional<Located> arguments = Values.present(at, "inv_kw_args");
        if (arguments.isPresent() && (!(arguments.get().node() instanceof DictNode dict) || dict.size() > 0)) {
            throw arguments.get().refusal("arguments of the function are not supported");
        }
        return program.add(new Calculate(Functions.function(inverse), said.length), said);
    }

    /** Times a scale, plus a center, of each output; a scaler may lack either. */
    private static int[] stretched(Located at, String scale, String center, ScorerProgram program, int[] said) {
        int[] slots = said.clone();
        Optional<Numbers> scales = optional(at, scale, said.length);
        Optional<Numbers> centers = center.isEmpty() ? Optional.empty() : optional(at, center, said.length);
        for (int i = 0; i < slots.length; i++) {
            double factor = scales.isPresent() ? scales.get().get(i) : 1;
            double start = centers.isPresent() ? centers.get().get(i) : 0;
            slots[i] = program.add(new Affine(new Matrix(1, 1, Numbers.of(factor)), Numbers.of(start)), slots[i])[0];
        }
        return slots;
    }

    private static Optional<Numbers> optional(Located at, String attribute, int size) {
        return Values.present(at, attribute).map(found -> Values.numbers(at, attribute, size));
    }

    private static int[] power(Located at, ScorerProgram program, int[] said) {
        int[] slots = at.attribute("standardize").bool() ? back(at.attribute("_scaler"), program, said) : said;
        boolean boxCox = Values.text(at, "method").equals("box-cox");
        return program.add(new InversePower(boxCox, Values.numbers(at, "lambdas_", said.length)), slots);
    }
}
