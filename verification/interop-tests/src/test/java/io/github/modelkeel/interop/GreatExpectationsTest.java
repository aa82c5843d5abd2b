package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.validation.ExpectationResult;
import io.github.modelkeel.validation.ExpectationSuite;
import io.github.modelkeel.validation.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A suite of Great Expectations passes or fails here as there, and the same number of values is unexpected. The cases are those of
 * {@code expectation-cases.json}; what is different on purpose has {@code ours} and {@code why} there.
 */
class GreatExpectationsTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity as they are
            .build();

    @TempDir
    private Path work;

    @Test
    void bothSayTheSameOfEachCase() throws IOException {
        Path file = Checkout.resource("expectation-cases.json");
        JsonNode cases = JSON.readTree(file.toFile());
        PythonEnvironment python = PythonEnvironment.orSkip();
        Path answers = work.resolve("answers.json");

        JsonNode said = python.run(
                "validate_cases.py",
                work,
                LIMIT,
                Map.of("GX_ANALYTICS_ENABLED", "false"),
                file.toString(),
                answers.toString());

        assertThat(said.path("version").asText()).startsWith("1.");
        assertThat(said.path("cases").asInt()).isEqualTo(cases.size());
        JsonNode theirs = JSON.readTree(answers.toFile());
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < cases.size(); i++) {
            compare(cases.get(i), theirs.get(i), all);
        }
        all.assertAll();
    }

    private static void compare(JsonNode each, JsonNode theirs, SoftAssertions all) {
        ValidationReport ours = validate(each);
        String name = each.path("name").asText() + ", where Great Expectations said " + theirs;
        String same = theirs.path("success").asBoolean() ? "PASSED" : "FAILED";
        String expected = each.path("ours").asText(same);
        all.assertThat(ours.state().toString()).as(name).isEqualTo(expected);
        if (each.has("ours")) {
            all.assertThat(same).as("a difference that is not one: " + name).isNotEqualTo(expected);
            all.assertThat(each.path("why").asText()).as(name).isNotEmpty();
        }
        if (theirs.path("unexpected").isNumber()) {
            long unexpected =
                    each.path("unexpected").asLong(theirs.path("unexpected").asLong());
            long found = ours.results().stream()
                    .mapToLong(ExpectationResult::unexpected)
                    .sum();
            all.assertThat(found).as(name).isEqualTo(unexpected);
        }
    }

    private static ValidationReport validate(JsonNode each) {
        ObjectNode suite = JSON.createObjectNode();
        suite.putArray("expectations")
                .addObject()
                .put("type", each.path("type").asText())
                .set("kwargs", each.path("kwargs"));
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        each.path("columns").properties().forEach(column -> columns.put(column.getKey(), values(column.getValue())));
        return ExpectationSuite.ofGreatExpectations(suite.toString(), false).validateColumns(columns);
    }

    private static List<@Nullable Object> values(JsonNode list) {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode value : list) {
            values.add(
                    value.isNull()
                            ? null
                            : value.isTextual()
                                    ? value.asText()
                                    : value.isBoolean() ? (Object) value.asBoolean() : value.numberValue());
        }
        return values;
    }
}
