package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckTheInputTest {
    private static final String ROW = "{\"sqft\": 1500, \"bedrooms\": 3, \"location\": \"rural\"}";

    /** A bean. */
    public static final class Listing {
        public final String location = "rural";

        public int getSqft() {
            return 1500;
        }

        public Integer getBedrooms() {
            return 3;
        }
    }

    @BeforeAll
    static void register() {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("checked");
                Registry registry = Registry.open()) {
            LoggedModel model = run.logModel("house", Houses.linearModel(150)::writeTo);
            registry.setAlias(registry.register("house", model), "champion");
            run.finish();
        }
    }

    @Test
    void everyViolationOfARowIsReported() {
        // region violations
        try (Predictor house = Predictor.load("models:/house@champion")) {
            house.predict(Map.of("sqft", "1500", "bedroms", 3, "location", "rural"));
        } catch (InvalidInputException e) {
            for (InvalidInputException.Violation fault : e.violations()) {
                System.out.println(fault.column() + " " + fault.kind() + ": " + fault.message());
            }
        }
        // endregion
        try (Predictor house = Predictor.load("models:/house@champion")) {
            house.predict(Map.of("sqft", "1500", "bedroms", 3, "location", "rural"));
            throw new AssertionError("the row was accepted");
        } catch (InvalidInputException e) {
            assertThat(e.violations())
                    .extracting(InvalidInputException.Violation::kind)
                    .containsExactly(
                            InvalidInputException.Kind.WRONG_TYPE,
                            InvalidInputException.Kind.MISSING,
                            InvalidInputException.Kind.UNKNOWN_COLUMN);
        }
    }

    @Test
    void aContractConvertsAndCounts() {
        MeterRegistry metrics = new SimpleMeterRegistry();
        // region input-policy
        try (Predictor house = Predictor.builder("models:/house@champion")
                .inputPolicy(InputPolicy.COERCE)
                .meterRegistry(metrics)
                .load()) {
            double price = house.predict(Map.of("sqft", "1500", "bedrooms", 3L, "location", "rural"))
                    .value();
            System.out.println(price);
        }
        // endregion
        try (Predictor house = Predictor.builder("models:/house@champion")
                .inputPolicy(InputPolicy.COERCE)
                .meterRegistry(metrics)
                .load()) {
            assertThat(house.predict(Map.of("sqft", "1500", "bedrooms", 3L, "location", "rural"))
                            .value())
                    .isEqualTo(150.0 * 1500 + 9_000 * 3);
            assertThat(metrics.get("ml.input.violations")
                            .tags("kind", "wrong_type", "outcome", "accepted")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void rowsComeInManyForms() {
        String row = ROW;
        String lines = ROW + "\n" + ROW;
        // region sources
        try (Predictor house = Predictor.load("models:/house@champion")) {
            Prediction one = house.predictOne(Rows.ofBean(new Listing())); // public getters and fields are the columns
            Prediction two = house.predictOne(JsonRows.from(row)); // {"sqft": 1500, "bedrooms": 3, "location": "rural"}
            List<Prediction> three = house.predict(JsonRows.from(lines)); // or an array, or one of MLflow's requests
            double[] four = house.predictValues(Rows.ofColumns(Map.of(
                    "sqft", new double[] {1500, 900},
                    "bedrooms", new int[] {3, 2},
                    "location", List.of("rural", "urban"))));
            System.out.println(one.value() + two.value() + three.size() + four.length);
        }
        // endregion
        try (Predictor house = Predictor.load("models:/house@champion")) {
            Prediction expected = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
            assertThat(house.predictOne(Rows.ofBean(new Listing()))).isEqualTo(expected);
            assertThat(house.predict(JsonRows.from(lines))).containsExactly(expected, expected);
        }
    }
}
