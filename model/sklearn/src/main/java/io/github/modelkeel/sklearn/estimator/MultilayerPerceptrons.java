package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.MultiOutputLabels;
import java.util.Arrays;
import java.util.List;

/**
 * Neural networks of layers. Bound: each layer's sums as in {@link LinearModels}, each {@link Activation} as it says; what is lost in a
 * layer is carried on by the weights of those behind it.
 */
public final class MultilayerPerceptrons {
    private MultilayerPerceptrons() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        String prefix = "sklearn.neural_network._multilayer_perceptron.MLP";
        readers.add(prefix + "Regressor", (at, features) -> {
            Link link = switch (at.attribute("out_activation_").text()) {
                case "identity" -> Link.IDENTITY;
                case "exp" -> Link.EXP;
                default -> throw at.attribute("out_activation_").refusal("the activation is not known");
            };
            return new Fitted(layers(at, features), link, List.of());
        });
        readers.add(prefix + "Classifier", (at, features) -> {
            if (isMultilabel(at)) {
                return MultiOutputLabels.network(layers(at, features));
            }
            List<String> classes = ClassNames.of(at);
            Scorer scorer = layers(at, features);
            String activation = at.attribute("out_activation_").text();
            if (!activation.equals(classes.size() == 2 ? "logistic" : "softmax")) {
                throw at.attribute("out_activation_")
                        .refusal("the activation '" + activation + "' does not fit " + classes.size()
                                + " classes; a classifier of several targets is not supported");
            }
            return new Fitted(scorer, classes.size() == 2 ? Link.LOGISTIC : Link.SOFTMAX, classes);
        });
    }

    /** Several yes-or-no targets: {@code classes_} then numbers the targets. */
    private static boolean isMultilabel(Located at) {
        boolean several = MultiOutputLabels.isMultilabel(at.attribute("_label_binarizer"));
        if (several && !at.attribute("out_activation_").text().equals("logistic")) {
            throw at.attribute("out_activation_").refusal("the activation does not fit several targets");
        }
        return several;
    }

    private static Activation.Form form(Located activation) {
        return switch (activation.text()) {
            case "identity" -> Activation.Form.IDENTITY;
            case "logistic" -> Activation.Form.LOGISTIC;
            case "relu" -> Activation.Form.RELU;
            case "tanh" -> Activation.Form.TANH;
            default -> throw activation.refusal("the activation is not known");
        };
    }

    private static Scorer layers(Located at, int features) {
        List<Located> weights = at.attribute("coefs_").elements();
        List<Located> intercepts = at.attribute("intercepts_").elements();
        if (weights.isEmpty() || weights.size() != intercepts.size()) {
            throw at.attribute("coefs_").refusal("as many layers of weights as of intercepts are expected");
        }
        Activation.Form form = form(at.attribute("activation"));
        ScorerProgram program = new ScorerProgram(features);
        int[] slots = program.features();
        for (int layer = 0; layer < weights.size(); layer++) {
            Matrix matrix = transposed(weights.get(layer), slots.length);
            slots = program.add(
                    new Affine(matrix, Numbers.of(intercepts.get(layer).doubles())), slots);
            if (layer < weights.size() - 1) {
                slots = program.add(new Activation(form, slots.length), slots);
            }
        }
        return program.scorer(slots);
    }

    private static Matrix transposed(Located at, int inputs) {
        ArrayNode array = at.array();
        int[] shape = array.shape();
        if (shape.length != 2 || shape[0] != inputs) {
            throw at.refusal("weights of " + inputs + " inputs are expected, the shape is " + Arrays.toString(shape));
        }
        return new Matrix(shape[0], shape[1], Numbers.of(at.doubles())).transposed();
    }
}
