package io.github.modelkeel.cli;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model whose signature says what the columns of data are. Filled by picocli. Not thread-safe. */
final class SignatureFlags {
    @Option(
            names = "--signature",
            paramLabel = "URI|DIR",
            description = {
                "The model whose signature says what the columns of --reference are, instead of their values: numbers, booleans,",
                "texts (007 keeps its zeros). Its address, or a directory with its files."
            })
    private @Nullable String model;

    @Option(
            names = "--tracking-uri",
            paramLabel = "URI",
            description = {
                "Where the registry of an address models:/… is: http://HOST:PORT, or local:DIR for the embedded server.",
                "Default: the environment's MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI."
            })
    private @Nullable String trackingUri;

    private @Nullable ScoringModel read;

    @Nullable String trackingUri() {
        return trackingUri;
    }

    boolean isGiven() {
        return model != null;
    }

    /** What the columns of a reference are; inferred without a model. */
    Schema schema(Profile reference) throws IOException {
        return Schema.ofSignature(reference, types());
    }

    /** What columns weigh for the model, none without a model. */
    Map<String, Double> importance() throws IOException {
        return model == null ? Map.of() : read(model).columnImportance();
    }

    /** The types of the model's inputs, none without a model. */
    Map<String, String> types() throws IOException {
        return model == null ? Map.of() : read(model).signature().inputTypes();
    }

    private ScoringModel read(String address) throws IOException {
        ScoringModel known = read;
        if (known == null) {
            known = Source.read(Source.fetch("--signature", address, trackingUri))
                    .model();
            read = known;
        }
        return known;
    }
}
