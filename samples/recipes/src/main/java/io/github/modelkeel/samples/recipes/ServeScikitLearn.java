package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.util.Map;

/** Serves a pipeline that scikit-learn trained and Python's MLflow saved; here its files are on the class path. */
public final class ServeScikitLearn {
    private ServeScikitLearn() {}

    public static void main(String[] args) {
        // region serve-sklearn
        try (Predictor house = Predictor.load("classpath:models/house")) { // in production: models:/house@champion
            System.out.println(house.signature().inputs());
            Prediction prediction = house.predict(Map.of("income", 0.5, "rooms", 1.25, "area", "INLAND"));
            System.out.println(prediction);
        }
        // endregion
    }
}
