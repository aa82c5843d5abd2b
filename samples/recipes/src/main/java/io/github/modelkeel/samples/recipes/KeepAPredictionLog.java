package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Writes down what is predicted, and later what became of it. */
public final class KeepAPredictionLog {
    private KeepAPredictionLog() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("recipe");
        String key = "a key from the vault";
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house", Houses.log(150, 100, 0.9)), "champion");
        }
        // region prediction-log
        PredictionLog log = PredictionLog.to(directory)
                .hashedFields(key, "location") // or .withoutFields("location")
                .maxTotalBytes(10L << 30);
        try (Predictor house =
                Predictor.builder("models:/house@champion").log(log).load()) {
            Prediction price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
            price.id().ifPresent(id -> house.feedback(id, 251_000)); // weeks later, when the house is sold
        }
        // endregion
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    lines.lines().forEach(System.out::println);
                }
            }
        }
    }
}
