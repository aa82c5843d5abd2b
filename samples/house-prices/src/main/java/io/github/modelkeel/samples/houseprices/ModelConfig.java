package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code model_config.yaml} says. {@code features} is empty for {@code auto}: every column but the target, kinds found from
 * the values. {@code text} is the file itself, which is logged with each run.
 */
record ModelConfig(
        String source,
        String text,
        String experiment,
        String model,
        String target,
        List<Column> features,
        Preparation preparation,
        Split split,
        List<Candidate> candidates,
        DriftRule drift,
        Generated generated) {

    /** The word that lets the sample choose. */
    static final String AUTO = "auto";

    ModelConfig {
        features = List.copyOf(features);
        candidates = List.copyOf(candidates);
    }

    /** How columns become numbers. */
    record Preparation(Imputation impute, int maxCategories, List<String> log, List<Ratio> ratios) {
        Preparation {
            log = List.copyOf(log);
            ratios = List.copyOf(ratios);
        }
    }

    /** What stands in for a missing number. */
    enum Imputation {
        MEDIAN,
        MEAN
    }

    /** A derived column: numerator / denominator. */
    record Ratio(String name, String numerator, String denominator) {}

    /** Which rows are held back for the test, and the seed that draws them. */
    record Split(double testFraction, long seed) {}

    /** Where a CSV is cut in two, and from which share of drifted columns on the data set counts as drifted. */
    record DriftRule(String splitBy, double driftShare) {}

    /** The size and the seed of the generated data. */
    record Generated(int rows, long seed) {}

    ModelConfig withTarget(String other) {
        return new ModelConfig(
                source, text, experiment, model, other, features, preparation, split, candidates, drift, generated);
    }

    static ModelConfig parse(String text, String source) {
        YamlSection root = YamlSection.parse(text, source);
        ModelConfig config = new ModelConfig(
                source,
                text,
                root.text("experiment", "house-prices"),
                root.text("model", "house"),
                root.requiredText("target"),
                features(root),
                preparation(root.section("preprocessing")),
                split(root.section("split")),
                candidates(root),
                drift(root.section("drift")),
                generated(root.section("generated")));
        root.rejectTheRest();
        return config;
    }

    private static List<Column> features(YamlSection root) {
        if (!root.has("features") || AUTO.equals(root.scalarOrEmpty("features"))) {
            return List.of();
        }
        List<Column> features = root.sections("features").stream()
                .map(each -> {
                    Column column = new Column(each.requiredText("name"), each.choice("kind", Kind.class, Kind.NUMBER));
                    each.rejectTheRest();
                    return column;
                })
                .toList();
        if (features.isEmpty()) {
            throw root.bad("features", "must be 'auto' or a list that is not empty");
        }
        return features;
    }

    private static Preparation preparation(YamlSection yaml) {
        List<Ratio> ratios = yaml.sections("ratios").stream()
                .map(each -> {
                    Ratio ratio = new Ratio(
                            each.requiredText("name"),
                            each.requiredText("numerator"),
                            each.requiredText("denominator"));
                    each.rejectTheRest();
                    return ratio;
                })
                .toList();
        Preparation preparation = new Preparation(
                yaml.choice("impute", Imputation.class, Imputation.MEDIAN),
                yaml.integer("max_categories", 50, 2, 10_000),
                yaml.texts("log"),
                ratios);
        yaml.rejectTheRest();
        return preparation;
    }

    private static Split split(YamlSection yaml) {
        Split split = new Split(yaml.number("test_fraction", 0.2, 0.05, 0.9), seed(yaml));
        yaml.rejectTheRest();
        return split;
    }

    private static List<Candidate> candidates(YamlSection root) {
        List<Candidate> candidates =
                root.sections("candidates").stream().map(Candidate::parse).toList();
        if (candidates.isEmpty()) {
            throw root.missing("candidates");
        }
        Set<String> names = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!names.add(candidate.name())) {
                throw root.bad("candidates", "names '" + candidate.name() + "' twice");
            }
        }
        return candidates;
    }

    private static DriftRule drift(YamlSection yaml) {
        DriftRule rule = new DriftRule(yaml.text("split_by", AUTO), yaml.number("dataset_share", 0.2, 0.001, 1));
        yaml.rejectTheRest();
        return rule;
    }

    private static Generated generated(YamlSection yaml) {
        Generated generated = new Generated(yaml.integer("rows", 6_000, 100, 1_000_000), seed(yaml));
        yaml.rejectTheRest();
        return generated;
    }

    private static long seed(YamlSection yaml) {
        return yaml.integer("seed", 42, 0, Integer.MAX_VALUE);
    }
}
