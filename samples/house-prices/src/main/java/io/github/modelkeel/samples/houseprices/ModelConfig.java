package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.modelkeel.samples.houseprices.Table.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model_config.yaml} says. {@code features} is empty for {@code auto}: every column but the target, kinds found from
 * the values. {@code file} is the file itself, which is logged with each run.
 */
record ModelConfig(
        @JsonIgnore ConfigFile file,
        String experiment,
        String model,
        String target,
        List<Column> features,
        Preprocessing preprocessing,
        Split split,
        List<Candidate> candidates,
        DriftRule drift,
        Generated generated) {

    /** The word that lets the sample choose. */
    static final String AUTO = "auto";

    ModelConfig {
        experiment = Objects.requireNonNullElse(experiment, "house-prices");
        model = Objects.requireNonNullElse(model, "house");
        target = required(target, "target");
        candidates = List.copyOf(required(candidates, "candidates"));
        Set<String> names = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!names.add(required(candidate.name(), "candidates.name"))) {
                throw new UsageException("'candidates' names '" + candidate.name() + "' twice");
            }
        }
    }

    /** How columns become numbers. */
    record Preprocessing(
            Imputation impute,
            @Limits(otherwise = 50, min = 2, max = 10_000) int maxCategories,
            List<String> log,
            List<Ratio> ratios) {
        Preprocessing {
            impute = Objects.requireNonNullElse(impute, Imputation.MEDIAN);
            log = List.copyOf(Objects.requireNonNullElse(log, List.of()));
            ratios = List.copyOf(Objects.requireNonNullElse(ratios, List.of()));
        }
    }

    /** What stands in for a missing number. */
    enum Imputation {
        MEDIAN,
        MEAN
    }

    /** A derived column: numerator / denominator. */
    record Ratio(String name, String numerator, String denominator) {
        Ratio {
            required(name, "name");
            required(numerator, "numerator");
            required(denominator, "denominator");
        }
    }

    /** Which rows are held back for the test, and the seed that draws them. */
    record Split(
            @Limits(otherwise = 0.2, min = 0.05, max = 0.9) double testFraction,

            @Limits(otherwise = 42, min = 0, max = Integer.MAX_VALUE)
            long seed) {}

    /** Where a CSV is cut in two, and from which share of drifted columns on the data set counts as drifted. */
    record DriftRule(
            String splitBy,
            @Limits(otherwise = 0.2, min = 0.001, max = 1) double datasetShare) {
        DriftRule {
            splitBy = Objects.requireNonNullElse(splitBy, AUTO);
        }
    }

    /** The size and the seed of the generated data. */
    record Generated(
            @Limits(otherwise = 6_000, min = 100, max = 1_000_000)
            int rows,

            @Limits(otherwise = 42, min = 0, max = Integer.MAX_VALUE)
            long seed) {}

    /** This configuration for another target; {@code file} still is what was read. */
    ModelConfig of(ConfigFile otherFile, String otherTarget) {
        return new ModelConfig(
                otherFile,
                experiment,
                model,
                otherTarget,
                features,
                preprocessing,
                split,
                candidates,
                drift,
                generated);
    }

    static ModelConfig parse(String text, String source) {
        ConfigFile file = new ConfigFile(text, source);
        Map<String, Object> values = file.read();
        for (String section : List.of("preprocessing", "split", "drift", "generated")) {
            values.putIfAbsent(section, Map.of());
        }
        if (values.getOrDefault("features", AUTO).equals(AUTO)) {
            values.put("features", List.of());
        }
        ModelConfig config = file.bind(values, ModelConfig.class);
        return config.of(file, config.target());
    }

    /** The value, or an error if it is not there. */
    static <T> T required(@Nullable T value, String key) {
        if (value == null || value.equals("") || value.equals(List.of())) {
            throw new UsageException("'" + key + "' is missing");
        }
        return value;
    }
}
