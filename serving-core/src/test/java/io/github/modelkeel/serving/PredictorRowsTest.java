package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictorRowsTest {
    private static final String JSON = "{\"sqft\":1500,\"bedrooms\":3}";

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    /** A bean. */
    public static final class House {
        public final int sqft = 1500;

        public Long getBedrooms() {
            return 3L;
        }
    }

    private record Home(double sqft, int bedrooms) {}

    private Predictor load(InputPolicy policy) {
        return rig.builder().meterRegistry(meters).inputPolicy(policy).load(rig.wiring());
    }

    private double count(String kind, String outcome) {
        return meters.get("ml.input.violations")
                .tags("model", "house", "kind", kind, "outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void everySourceOfRowsGivesTheSameAnswer() {
        try (Predictor house = rig.load()) {
            Prediction expected = house.predict(ROW);
            assertThat(expected.value()).isEqualTo(priceOf(1));
            assertThat(house.predict(new Home(1500, 3))).isEqualTo(expected);
            assertThat(house.predictOne(Rows.ofBean(new House()))).isEqualTo(expected);
            assertThat(house.predict(Rows.ofBeans(List.of(new House(), new Home(1500, 3)))))
                    .containsExactly(expected, expected);
            assertThat(house.predictOne(JsonRows.from(JSON))).isEqualTo(expected);
            assertThat(house.predictOne(JsonRows.from(JSON.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(expected);
            assertThat(house.predictOne(JsonRows.from(stream(JSON)))).isEqualTo(expected);
            assertThat(house.predict(JsonRows.from(JSON + "\n" + JSON))).containsExactly(expected, expected);
            assertThat(house.predict(JsonRows.from(stream("[" + JSON + "]")))).containsExactly(expected);
            assertThat(house.predict(JsonRows.from(""))).isEmpty();
            assertThat(house.predictValues(Rows.ofColumns(Map.of("sqft", new int[] {1500}, "bedrooms", List.of(3)))))
                    .containsExactly(expected.value());
        }
    }

    @Test
    void jsonThatIsNotARowIsInvalidInput() {
        try (Predictor house = load(InputPolicy.TYPED)) {
            assertThatThrownBy(() -> house.predictOne(JsonRows.from("{\"sqft\":")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is not valid JSON");
            assertThatThrownBy(() -> house.predictOne(JsonRows.from("[]")))
                    .hasMessageContaining("expected one row, found none");
            assertThatThrownBy(() -> house.predictOne(JsonRows.from(JSON + JSON)))
                    .hasMessageContaining("more than one row");
            InvalidInputException e = catchThrowableOfType(
                    InvalidInputException.class,
                    () -> house.predict(JsonRows.from(JSON + "{\"sqft\":\"x\",\"bedrooms\":null}")));
            assertThat(e).hasMessageStartingWith("row 1: 2 violations: column 'sqft' must be a number");
            assertThat(e.row()).isEqualTo(1);
            assertThat(count("not_computable", "refused")).isEqualTo(3);
            assertThat(count("wrong_type", "refused")).isEqualTo(1);
            assertThat(count("missing", "refused")).isEqualTo(1);
            @SuppressWarnings("InputStreamSlowMultibyteRead")
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("cut");
                }
            };
            assertThatThrownBy(() -> house.predictOne(JsonRows.from(broken)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cut");
        }
    }

    @Test
    void theInputPolicyHoldsForEveryVersionAndWhatItLetsPassIsCounted() {
        Map<String, Object> texts = Map.of("sqft", "1500", "bedrooms", 3, "oops", 1);
        try (Predictor house = load(InputPolicy.LENIENT)) {
            assertThat(house.predict(texts).value()).isEqualTo(priceOf(1));
            assertThat(count("wrong_type", "accepted")).isEqualTo(1);
            assertThat(count("unknown_column", "accepted")).isEqualTo(1);
            rig.source.named = 2;
            house.refresh();
            assertThat(house.predict(texts).value()).isEqualTo(priceOf(2));
            assertThat(count("wrong_type", "accepted")).isEqualTo(2);
        }
        try (Predictor house = load(InputPolicy.TYPED)) {
            assertThatThrownBy(() -> house.predict(texts)).hasMessageStartingWith("2 violations: ");
            assertThat(count("wrong_type", "refused")).isEqualTo(1);
            assertThat(count("unknown_column", "refused")).isEqualTo(1);
        }
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
