package io.github.modelkeel.gates;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.modelkeel.gates.World.Logged;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer of OPA, and of none. */
class OpaGateTest {
    private static final String RULE = "modelkeel/promotion/allow";

    @TempDir
    private static Path root = Path.of("");

    @RegisterExtension
    private final WireMockExtension opa = WireMockExtension.newInstance().build();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Candidate candidate;

    @BeforeAll
    static void register() {
        try (World world = new World(root)) {
            int one = world.register("house", Logged.of(Map.of("rmse", 2.5)));
            int two = world.register("house", Logged.of(Map.of("rmse", 1.5, "gain", Double.NaN)));
            world.registry().setAlias("house", "champion", one);
            candidate = new Candidate(
                    world.registry().getVersion("house", two),
                    Map.of("rmse", 1.5, "gain", Double.NaN),
                    world.registry().getVersion("house", one),
                    Map.of("rmse", 2.5));
        }
    }

    private OpaGate gate() {
        return OpaGate.of(URI.create(opa.baseUrl()), RULE);
    }

    private Verdict verdict(ResponseDefinitionBuilder answer) {
        opa.stubFor(post(anyUrl()).willReturn(answer));
        return gate().withTimeout(Duration.ofMillis(700)).check(candidate);
    }

    @Test
    void theQuestionHasBothVersionsWithTheirMetrics() {
        opa.stubFor(post(anyUrl()).willReturn(okJson("{\"result\": true}")));
        gate().withBearerToken("secret").check(candidate);
        gate().check(candidate);
        String challenger =
                "{\"name\":\"house\",\"version\":2,\"metrics\":{\"rmse\":1.5,\"gain\":\"NaN\"},\"aliases\":[]}";
        String champion = "{\"name\":\"house\",\"version\":1,\"metrics\":{\"rmse\":2.5},\"aliases\":[\"champion\"]}";
        String input = "{\"input\":{\"challenger\":" + challenger + ",\"champion\":" + champion + "}}";
        opa.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/data/" + RULE))
                        .withRequestBody(equalToJson(input, true, true))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("Authorization", equalTo("Bearer secret")));
        opa.verify(1, postRequestedFor(urlEqualTo("/v1/data/" + RULE)).withHeader("Authorization", absent()));
    }

    @Test
    void withoutAChampionTheQuestionSaysNull() {
        opa.stubFor(post(anyUrl()).willReturn(okJson("{\"result\": true}")));
        gate().check(new Candidate(candidate.challenger(), Map.of(), null, Map.of()));
        opa.verify(
                postRequestedFor(anyUrl()).withRequestBody(equalToJson("{\"input\":{\"champion\":null}}", true, true)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'result': true} | PASS | the policy allows it",
                "{'result': {'allow': true, 'reasons': ['rmse fell']}} | PASS | the policy allows it: rmse fell",
                "{'result': false} | FAIL | the policy does not allow it",
                "{'result': {'allow': false, 'reasons': 'too bad'}} | FAIL | the policy does not allow it: too bad",
                "{'result': {'allow': false, 'reasons': null}} | FAIL | the policy does not allow it",
                "{'result': {'allow': false, 'reasons': ['no owner', {'code': 7}]}} | FAIL | the policy does not allow it: no owner; {\"code\":7}",
                "{} | FAIL | OPA has no value for modelkeel/promotion/allow: there is no such rule, or it is undefined for this input; check the path, and add 'default allow := false'",
                "{'result': 'true'} | FAIL | OPA gave neither true nor false, nor an object with 'allow', for modelkeel/promotion/allow: \"true\"",
                "{'result': {'allow': 1}} | FAIL | OPA gave neither true nor false, nor an object with 'allow', for modelkeel/promotion/allow: {\"allow\":1}",
                "{'result': []} | FAIL | OPA gave neither true nor false, nor an object with 'allow', for modelkeel/promotion/allow: []"
            })
    void onlyTrueAllows(String body, Outcome outcome, String sentence) {
        Verdict verdict = verdict(okJson(body.replace('\'', '"')));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.rule()).isEqualTo("policy " + RULE);
        assertThat(verdict.reason().replace("OPA at " + opa.baseUrl(), "OPA")).isEqualTo(sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | answered with HTTP 500 instead of a decision; look at its log",
                "503 | answered with HTTP 503 instead of a decision; look at its log",
                "404 | answered with HTTP 404 instead of a decision; look at its log",
                "302 | sends elsewhere (HTTP 302), which is not followed; name the address that answers",
                "401 | refuses the question (HTTP 401); give it a token that its authorization policy accepts"
            })
    void anotherStatusRefuses(int status, String sentence) {
        Verdict verdict = verdict(aResponse()
                .withStatus(status)
                .withHeader("Location", opa.baseUrl() + "/elsewhere")
                .withBody("{\"result\": true}"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).isEqualTo("OPA at " + opa.baseUrl() + " " + sentence);
        opa.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void whatIsNotJsonRefuses() {
        assertThat(verdict(aResponse().withBody("<html>")).reason())
                .contains("did not answer in JSON; is it OPA? unexpected character ('<')")
                .doesNotContain("\n", "Source", "REDACTED", "code");
        assertThat(verdict(aResponse().withBody("")).reason()).contains("did not answer in JSON; is it OPA?");
        assertThat(verdict(aResponse().withBody("\"" + "x".repeat(1 << 20) + "\""))
                        .reason())
                .contains("gave no complete answer", "more than 1048576 bytes");
    }

    @Test
    void noAnswerInTimeRefuses() {
        String late = "did not answer within 700 ms; look at its log and load";
        assertThat(verdict(okJson("{\"result\": true}").withFixedDelay(3000)).reason())
                .contains(late);
        ResponseDefinitionBuilder slowBody =
                okJson("{\"result\": true}" + " ".repeat(1000)).withChunkedDribbleDelay(10, 5000);
        Verdict verdict = verdict(slowBody);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).contains(late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void aBrokenConnectionRefuses(String fault) {
        Verdict verdict = verdict(aResponse().withFault(Fault.valueOf(fault)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).contains("gave no complete answer");
    }

    @Test
    void aRefusedConnectionRefuses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Verdict verdict =
                OpaGate.of(URI.create("http://127.0.0.1:" + port), RULE).check(candidate);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason())
                .isEqualTo("OPA at http://127.0.0.1:" + port
                        + " cannot be reached: the connection was refused; is it running?");
    }

    @Test
    void anUnknownHostRefuses() {
        Verdict verdict =
                OpaGate.ofPlainHttp(URI.create("http://opa.invalid"), RULE).check(candidate);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).isEqualTo("OPA at http://opa.invalid cannot be reached: there is no such host");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "http://opa.example | a/b | is another machine without https",
                "http://127.0.0.1.example | a/b | is another machine without https",
                "ftp://localhost | a/b | must be http(s)://HOST:PORT",
                "http://user:secret@localhost | a/b | must be http(s)://HOST:PORT",
                "http://user:secret@opa_policy | a/b | must be http(s)://HOST:PORT",
                "http://localhost?token=secret | a/b | must be http(s)://HOST:PORT",
                "localhost:8181 | a/b | must be http(s)://HOST:PORT",
                "http://localhost | /a | a rule is a path",
                "http://localhost | a//b | a rule is a path",
                "http://localhost | a?b | a rule is a path",
                "http://localhost | '' | a rule is a path"
            })
    void anAddressThatIsNotSafeIsRefusedWithoutItsSecrets(String address, String rule, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpaGate.of(URI.create(address), rule))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void httpsAndPermittedAddressesAreTaken() {
        for (String address : new String[] {"https://opa.example", "http://localhost:8181/", "http://[::1]:8181"}) {
            assertThat(OpaGate.of(URI.create(address), RULE)).isNotNull();
        }
        assertThat(OpaGate.ofPlainHttp(URI.create("http://opa.example"), RULE)).isNotNull();
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> gate().withTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> gate().withBearerToken("two words"));
        assertThatIllegalArgumentException().isThrownBy(() -> gate().withBearerToken(""));
    }
}
