package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.servinghttp.ScoringApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests of the Open Inference Protocol, answered here as MLServer 1.7.1 answered them when it was recorded ({@code record_mlserver.py}): the same outcome and, where it is a
 * prediction, the same numbers. What is different on purpose has {@code why} in {@code open-inference-cases.json}.
 */
class OpenInferenceCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path work;

    @Test
    void theAnswersAreThoseOfMlserverOrDifferForAReason() throws IOException {
        JsonNode cases =
                JSON.readTree(Checkout.resource("open-inference-cases.json").toFile());
        SoftAssertions all = new SoftAssertions();
        try (ServedLinearModels models = new ServedLinearModels(work)) {
            ScoringApi api = models.api();
            for (JsonNode each : cases) {
                compare(each, api, all);
            }
        }
        all.assertAll();
        assertThat(cases.size()).isGreaterThan(30);
    }

    private static void compare(JsonNode each, ScoringApi api, SoftAssertions all) throws IOException {
        ScoringApi.Reply reply = api.handle(
                each.path("method").asText(),
                each.path("path").asText(),
                name -> name.equals("content-type") ? "application/json" : null,
                each.path("body").asText().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> ours = said(reply.status(), JSON.readTree(reply.body()));
        JsonNode recorded = each.path("mlserver");
        Map<String, Object> theirs = said(recorded.path("status").asInt(), recorded);
        String name = each.path("name").asText() + ": " + new String(reply.body(), StandardCharsets.UTF_8);
        if (each.has("why")) {
            all.assertThat(ours).as("a difference that is not one: " + name).isNotEqualTo(theirs);
            all.assertThat(each.path("why").asText()).as(name).isNotEmpty();
            all.assertThat(reply.status()).as(name).isEqualTo(each.path("ours").asInt());
        } else {
            all.assertThat(ours).as(name).isEqualTo(theirs);
        }
    }

    /** The kind of outcome, and the numbers of a prediction. */
    private static Map<String, Object> said(int status, JsonNode reply) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("outcome", status / 100);
        for (JsonNode output : reply.path("outputs")) {
            said.put(output.path("name").asText(), output.path("datatype").asText() + output.path("data"));
        }
        return said;
    }
}
