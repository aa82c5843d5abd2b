package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.samples.houseprices.HouseData.Market;
import io.github.modelkeel.samples.houseprices.Table.Parts;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainedTest {
    private static final ModelConfig CONFIG = ModelConfig.parse("""
            target: price
            candidates:
              - {name: a, model: xgboost}
            preprocessing:
              log: [sqft]
              ratios: [{name: sqft_per_bedroom, numerator: sqft, denominator: bedrooms}]
            """, "test.yaml");
    private static final Features FEATURES = Features.choose(HouseData.generate(2_000, 42, Market.REFERENCE), CONFIG);
    private static final Parts PARTS = FEATURES.table().split(0.2, 42);

    static Stream<Candidate> candidates() {
        return Stream.of(
                new Candidate.Boosted("boosted", 50, 3, 0.3, 1, 1),
                new Candidate.Forest("forest", 8, 6, 0.6, 6),
                new Candidate.Linear("linear", 20, 0.1));
    }

    private static Trained train(Candidate candidate) {
        return Trained.train(candidate, FEATURES, PARTS, CONFIG);
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void theServedFormPredictsTheBitsOfTribuo(Candidate candidate) {
        Trained trained = train(candidate);
        for (Map<String, Object> row : PARTS.second().rows()) {
            double tribuo = trained.tribuo()
                    .predict(TribuoModels.example(trained.scoring().preprocessing(), row))
                    .getOutput()
                    .getValues()[0];
            assertThat(Double.doubleToRawLongBits(trained.scoring().predict(FEATURES.input(row))))
                    .isEqualTo(Double.doubleToRawLongBits(tribuo));
        }
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void everyCandidateLearnsSomething(Candidate candidate) {
        assertThat(train(candidate).evaluation().r2()).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void trainingTwiceGivesTheSameModel(Candidate candidate) {
        assertThat(train(candidate).scoring()).isEqualTo(train(candidate).scoring());
    }

    @Test
    void theCurveHasAPointATreeFallsAndEndsAtTheModelsOwnError() {
        for (Candidate candidate : candidates().limit(2).toList()) {
            Trained trained = train(candidate);
            List<Double> curve = trained.curve();
            assertThat(curve).hasSize(candidate.name().equals("boosted") ? 50 : 8);
            assertThat(curve.get(curve.size() - 1)).isLessThan(curve.get(0));
            double rmse = trained.evaluation().rmse();
            assertThat(curve.get(curve.size() - 1)).isCloseTo(rmse, within(1e-6 * rmse));
        }
    }

    @Test
    void theSizeOfAHouseMattersMost() {
        Trained trained = train(new Candidate.Boosted("boosted", 50, 3, 0.3, 1, 1));
        List<Map.Entry<String, Double>> importance = trained.importance(FEATURES, PARTS.second(), 42);
        assertThat(importance.get(0).getKey()).isEqualTo("sqft");
        assertThat(importance).hasSize(FEATURES.columns().size());
        assertThat(importance)
                .isSortedAccordingTo(
                        Map.Entry.<String, Double>comparingByValue().reversed());
    }
}
