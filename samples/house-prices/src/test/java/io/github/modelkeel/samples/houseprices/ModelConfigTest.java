package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.samples.houseprices.ModelConfig.Imputation;
import io.github.modelkeel.samples.houseprices.ModelConfig.Ratio;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {
    private static final String SMALLEST = "target: price\ncandidates:\n  - {name: a, model: xgboost}\n";

    private static ModelConfig parse(String text) {
        return ModelConfig.parse(text, "test.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_config.yaml", "model_config.california.yaml"})
    void theFilesThatComeWithTheSampleAreValid(String file) throws IOException {
        ModelConfig config = ModelConfig.parse(Files.readString(Path.of(file)), file);
        assertThat(config.candidates()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(config.candidates().get(0)).isEqualTo(new Candidate.Boosted("boosted-100x3", 100, 3, 0.3, 1, 1));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        ModelConfig config = parse(SMALLEST);
        assertThat(config.experiment()).isEqualTo("house-prices");
        assertThat(config.model()).isEqualTo("house");
        assertThat(config.features()).isEmpty();
        assertThat(config.preprocessing().impute()).isEqualTo(Imputation.MEDIAN);
        assertThat(config.split().testFraction()).isEqualTo(0.2);
        assertThat(config.drift().splitBy()).isEqualTo(ModelConfig.AUTO);
    }

    @Test
    void everyKeyIsRead() {
        ModelConfig config = parse("""
                experiment: e
                model: m
                target: price
                features:
                  - {name: sqft, kind: number}
                  - {name: location, kind: text}
                preprocessing:
                  impute: mean
                  max_categories: 9
                  log: [sqft]
                  ratios:
                    - {name: r, numerator: sqft, denominator: bedrooms}
                split: {test_fraction: 0.3, seed: 7}
                candidates:
                  - {name: f, model: random_forest, trees: 5, max_depth: 4, feature_fraction: 0.4, min_rows: 3}
                  - {name: l, model: linear, epochs: 2, learning_rate: 0.5}
                drift: {split_by: sqft, dataset_share: 0.4}
                generated: {rows: 200, seed: 3}
                """);
        assertThat(config.features())
                .containsExactly(new Column("sqft", Kind.NUMBER), new Column("location", Kind.TEXT));
        assertThat(config.preprocessing().ratios()).containsExactly(new Ratio("r", "sqft", "bedrooms"));
        assertThat(config.candidates())
                .containsExactly(new Candidate.Forest("f", 5, 4, 0.4, 3), new Candidate.Linear("l", 2, 0.5));
        assertThat(config.drift()).isEqualTo(new ModelConfig.DriftRule("sqft", 0.4));
        assertThat(config.generated()).isEqualTo(new ModelConfig.Generated(200, 3));
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestOne() {
        assertThatThrownBy(() -> parse(SMALLEST + "splitt:\n  seed: 1\n"))
                .isInstanceOf(UsageException.class)
                .hasMessage("test.yaml, line 4: unknown key 'splitt', did you mean 'split'?");
        assertThatThrownBy(
                        () -> parse("target: price\ncandidates:\n  - name: a\n    model: xgboost\n    max_dept: 3\n"))
                .hasMessage("test.yaml, line 5: unknown key 'candidates[0].max_dept', did you mean 'max_depth'?");
    }

    @Test
    void aKeyOfAnotherModelIsUnknown() {
        assertThatThrownBy(() -> parse("target: price\ncandidates:\n  - {name: a, model: linear, trees: 3}\n"))
                .hasMessageStartingWith("test.yaml, line 3: unknown key 'candidates[0].trees'");
    }

    @Test
    void aBadValueIsNamedWithItsRule() {
        assertThatThrownBy(() -> parse(SMALLEST + "split: {test_fraction: 1.5}\n"))
                .hasMessage("test.yaml, line 4: 'split.test_fraction': must be between 0.05 and 0.9: 1.5");
        assertThatThrownBy(() -> parse(SMALLEST + "split: {seed: many}\n"))
                .hasMessage("test.yaml, line 4: 'split.seed': must be a number: many");
        assertThatThrownBy(() -> parse(SMALLEST + "split: {seed: 1.5}\n"))
                .hasMessage("test.yaml, line 4: 'split.seed': must be a whole number: 1.5");
        assertThatThrownBy(() -> parse("target: price\ncandidates:\n  - {name: a, model: lightgbm}\n"))
                .hasMessageStartingWith("test.yaml, line 3: 'candidates[0]': Could not resolve type id 'lightgbm'")
                .hasMessageContaining("known type ids = [linear, random_forest, xgboost]");
        assertThatThrownBy(() -> parse(SMALLEST + "features: [sqft]\n"))
                .hasMessageStartingWith("test.yaml, line 4: 'features[0]': Cannot construct instance of");
    }

    @Test
    void aLineIsThatOfTheKeyAlsoInBlocks() {
        String text = """
                target: price
                preprocessing:
                  impute: middle
                  log: sqft
                  ratios:
                    - name: r
                      denominator: bedrooms
                candidates:
                  - name: a
                    trees: [3]
                    model: xgboost
                """;
        assertThatThrownBy(() -> parse(text))
                .hasMessageStartingWith("test.yaml, line 3: 'preprocessing.impute': Cannot deserialize value")
                .hasMessageContaining("from String \"middle\"");
        String second = text.replace("middle", "mean");
        assertThatThrownBy(() -> parse(second))
                .hasMessageStartingWith("test.yaml, line 4: 'preprocessing.log': Cannot ");
        String third = second.replace("log: sqft", "log: [sqft]");
        assertThatThrownBy(() -> parse(third))
                .hasMessage("test.yaml, line 6: preprocessing.ratios[0]: 'numerator' is missing");
        String fourth = third.replace("name: r", "numerator: sqft, name: r")
                .replace("- numerator: sqft, ", "- numerator: sqft\n      ");
        assertThatThrownBy(() -> parse(fourth))
                .hasMessage("test.yaml, line 11: 'candidates[0].trees': must be a number: [");
    }

    @Test
    void theFileItselfIsNotAKey() {
        assertThatThrownBy(() -> parse(SMALLEST + "file: x\n"))
                .hasMessageStartingWith("test.yaml, line 4: unknown key 'file'");
        assertThat(parse(SMALLEST).file()).isEqualTo(new ConfigFile(SMALLEST, "test.yaml"));
    }

    @Test
    void whatIsNotAConfigurationIsRefused() {
        assertThatThrownBy(() -> parse("")).hasMessage("test.yaml is empty");
        assertThatThrownBy(() -> parse("a: [")).hasMessageStartingWith("test.yaml, line 1: not YAML: ");
        assertThatThrownBy(() -> parse("- a")).hasMessage("test.yaml, line 1: the file must be keys and values");
        assertThatThrownBy(() -> parse("target: price\n")).hasMessage("test.yaml: 'candidates' is missing");
        assertThatThrownBy(() -> parse("candidates:\n  - {name: a, model: linear}\n"))
                .hasMessage("test.yaml: 'target' is missing");
        assertThatThrownBy(() -> parse(SMALLEST + "target: other\n"))
                .hasMessage("test.yaml, line 4: not YAML: found duplicate key target");
        assertThatThrownBy(() -> parse(SMALLEST + "  - {name: a, model: linear}\n"))
                .hasMessage("test.yaml: 'candidates' names 'a' twice");
    }
}
