package io.github.modelkeel.benchmarks;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@link ColdStartReport} starts in a JVM of its own: a predictor, loaded for one answer. */
public final class ColdStart {
    private ColdStart() {}

    /**
     * Prints the answer.
     *
     * @param arguments the server's address, the cache directory
     */
    public static void main(String[] arguments) {
        Map<String, Object> row = Map.of(
                "sqft", 1_500.0, "bedrooms", 3, "bathrooms", 2, "age", 12.0, "area", "north", "condition", "good");
        try (Predictor house = Predictor.builder("models:/house@champion")
                .config(ClientConfig.builder(Map.of())
                        .trackingUri(arguments[0])
                        .cacheDirectory(Path.of(arguments[1]))
                        .build())
                .load()) {
            print(house.predict(row).value());
        }
    }

    private static void print(double answer) {
        System.out.println(answer);
        System.out.flush();
    }

    /** A JVM that does nothing. */
    public static final class Nothing {
        private Nothing() {}

        /**
         * Prints a line.
         *
         * @param arguments none
         */
        public static void main(String[] arguments) {
            print(0);
        }
    }

    /** ONNX Runtime with the same model. */
    public static final class Onnx {
        private Onnx() {}

        /**
         * Prints the answer.
         *
         * @param arguments the model's file
         * @throws IOException if it cannot be read
         */
        public static void main(String[] arguments) throws IOException {
            OnnxPeer peer = new OnnxPeer(Files.readAllBytes(Path.of(arguments[0])));
            print(peer.house(new Houses.House(1_500, 3, 2, 12, "north", "good")));
        }
    }
}
