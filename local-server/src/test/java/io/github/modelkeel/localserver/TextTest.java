package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as it is sent: what is not Unicode is refused, characters are counted, and errors speak to the sender. */
class TextTest {
    private static final String SMILE = "\ud83d\ude00";

    @RegisterExtension
    static final LocalServerExtension SERVER = new LocalServerExtension();

    private final Http http = new Http(SERVER.server().uri());

    private Http.Answer create(String body) {
        return Http.send(http.request("/api/2.0/mlflow/experiments/create")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a\\ud800b\"}",
                "{\"name\": \"a\\udc00\"}",
                "{\"name\": \"\\ude00\\ud83d\"}",
                "{\"name\": \"ok\", \"tags\": [{\"key\": \"k\", \"value\": \"\\ud800\"}]}"
            })
    void halfOfASurrogatePairIsRefusedAndNotStoredAsAnotherText(String body) {
        Http.Answer answer = create(body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.message()).contains("half of a surrogate pair");
    }

    @Test
    void charactersAreCountedAndNotTheirHalves() {
        assertThat(create("{\"name\": \"" + SMILE.repeat(500) + "\"}").status()).isEqualTo(200);
        assertThat(create("{\"name\": \"" + SMILE.repeat(501) + "\"}").status()).isEqualTo(400);
        String run = http.newRun("0");
        http.ok(
                "runs/log-parameter",
                Http.object("{'key': 'p'}").put("run_id", run).put("value", SMILE.repeat(6_001)));
        assertThat(http.okGet("runs/get?run_id=" + run)
                        .path("run")
                        .path("data")
                        .path("params")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo(SMILE.repeat(6_000));
    }

    @Test
    void aFilterAndAMessageAreCountedInCharactersToo() {
        String filter = "name = '" + SMILE.repeat(99_000) + "'";
        assertThat(http.post(
                                "experiments/search",
                                Http.object("{'max_results': 1}").put("filter", filter))
                        .status())
                .isEqualTo(200);
        assertThat(http.post(
                                "experiments/search",
                                Http.object("{'max_results': 1}").put("filter", filter + SMILE.repeat(1_000)))
                        .message())
                .isEqualTo("The filter string is longer than 100000 characters");
        assertThat(http.post("experiments/search", Http.object("{}").put("max_results", SMILE.repeat(98)))
                        .message())
                .as("98 characters in two quotes are shown whole")
                .startsWith("Invalid value \"" + SMILE.repeat(98) + "\" for parameter 'max_results'");
    }

    @Test
    void halfOfASurrogatePairIsFoundAtItsCharacter() {
        assertThat(create("{\"name\": \"" + SMILE.repeat(3) + "\\ud800\"}").message())
                .contains("character 4 is half of a surrogate pair");
    }

    @Test
    void anObjectInAJsonStringIsReadAsOldClientsSendIt() {
        assertThat(create("\"{\\\"name\\\": \\\"in a string\\\"}\"").status()).isEqualTo(200);
        assertThat(http.okGet("experiments/get-by-name?experiment_name=in%20a%20string")
                        .at("/experiment/name")
                        .asText())
                .isEqualTo("in a string");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{\"name\": NaN}; in quotes, as \"NaN\"",
                "{\"name\": -Infinity}; \"-Infinity\" (line 1, column ",
                "\"{\"; ends too early",
                "\"\\\"{}\\\"\"; not a JSON string",
                "{'name': 1}; (line 1, column ",
                "{\"name\": \"x\"; ends too early",
                "{\"name\": \"x\", \"name\": \"y\"}; appears twice",
                "{\"name\": \"x\"} x; not valid JSON"
            })
    void badJsonIsDescribedInWordsForItsSender(String body, String expected) {
        Http.Answer answer = create(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .contains(expected)
                .doesNotContainIgnoringCase("feature", "redacted", "jackson", "source:", "token (");
    }
}
