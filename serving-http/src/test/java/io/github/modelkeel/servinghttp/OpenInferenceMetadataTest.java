package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.get;
import static io.github.modelkeel.servinghttp.Served.post;
import static io.github.modelkeel.servinghttp.Served.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.serving.Predictor;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata names what an inference answers: its outputs, their datatypes and shapes. */
class OpenInferenceMetadataTest {
    private static final Pattern DESCRIBED =
            Pattern.compile("\"name\":\"([a-z]+)\",\"datatype\":\"([A-Z0-9]+)\",\"shape\":\\[-1([0-9,]*)]");
    private static final Pattern ANSWERED =
            Pattern.compile("\"name\":\"([a-z]+)\",\"shape\":\\[2([0-9,]*)],\"datatype\":\"([A-Z0-9]+)\"");
    private static final List<String> CLASSES = List.of("no", "yes");

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("probability FP64", Served.calls("m", Link.IDENTITY, model -> model)),
                Arguments.of("label BYTES, probabilities FP64,2", Served.churn("no", "yes")),
                Arguments.of("label INT64, probabilities FP64,2", Served.churn("0", "1")),
                Arguments.of(
                        "label BYTES",
                        Served.calls("m", Link.STEP, model -> model.classes(CLASSES, DecisionRule.FIRST_OUTPUT))),
                Arguments.of(
                        "label BYTES,1", Served.calls("m", Link.IDENTITY, model -> model.targets(List.of(CLASSES)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void metadataNamesWhatIsAnswered(String outputs, Predictor predictor) {
        try (predictor) {
            ScoringApi api = ScoringApi.builder().model("m", predictor).build();
            String metadata = text(get(api, "/v2/models/m"));
            assertThat(DESCRIBED
                            .matcher(metadata.substring(metadata.indexOf("\"outputs\"")))
                            .results()
                            .map(found -> found.group(1) + " " + found.group(2) + found.group(3)))
                    .containsExactly(outputs.split(", ", -1));
            assertThat(ANSWERED.matcher(infer(api, 2, "[1,0]"))
                            .results()
                            .map(found -> found.group(1) + " " + found.group(3) + found.group(2)))
                    .containsExactly(outputs.split(", ", -1));
            assertThat(infer(api, 0, "[]").replaceAll("\"shape\":\\[0", "\"shape\":[2"))
                    .as("without rows")
                    .matches(answer -> ANSWERED.matcher(answer).results().count() == outputs.split(", ", -1).length);
        }
    }

    private static String infer(ScoringApi api, int rows, String data) {
        return text(post(
                api,
                "/v2/models/m/infer",
                "{\"inputs\":[{\"name\":\"calls\",\"datatype\":\"FP64\",\"shape\":[" + rows + "],\"data\":" + data
                        + "}]}"));
    }
}
