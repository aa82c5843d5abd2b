package io.github.modelkeel.formats;

import java.util.Arrays;
import java.util.List;

/**
 * The flavors that readers of this project read, in the order in which they are chosen when {@code MLmodel} names several, and the
 * artifact that brings the reader.
 */
enum KnownFlavor {
    SKLEARN("sklearn", "modelkeel-model-sklearn"),
    XGBOOST("xgboost", "modelkeel-model-boosters"),
    LIGHTGBM("lightgbm", "modelkeel-model-boosters"),
    ONNX("onnx", "modelkeel-model-onnx");

    static final List<String> NAMES =
            Arrays.stream(values()).map(flavor -> flavor.flavor).toList();

    private static final String GROUP = "io.github.modelkeel:";

    private final String flavor;
    private final String artifact;

    KnownFlavor(String flavor, String artifact) {
        this.flavor = flavor;
        this.artifact = artifact;
    }

    /** The refusal of a model whose reader is not among the jars of the application. */
    static ModelRefusedException withoutReader(ModelFlavor flavor) {
        String artifact = Arrays.stream(values())
                .filter(known -> known.flavor.equals(flavor.name()))
                .map(known -> known.artifact)
                .findFirst()
                .orElseThrow();
        return new ModelRefusedException(flavor.file() + ": no reader of the flavor '" + flavor.name()
                + "' is on the class path or module path; add " + GROUP + artifact
                + " (it is found through META-INF/services, which a jar of all jars must merge)");
    }

    /** The refusal of a file that the readers of its flavor leave to another one: of LightGBM, an estimator in a pickle. */
    static ModelRefusedException inAnotherForm(ModelFlavor flavor) {
        return new ModelRefusedException(flavor.file() + ": the readers of the flavor '" + flavor.name()
                + "' on the class path or module path do not read a file of this form"
                + (flavor.name().equals(LIGHTGBM.flavor)
                        ? "; add " + GROUP + SKLEARN.artifact + ", which reads Python's pickles"
                        : ""));
    }
}
