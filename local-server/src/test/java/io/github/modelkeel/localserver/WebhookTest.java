package io.github.modelkeel.localserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.HookReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as MLflow has them. */
class WebhookTest {
    private static final String SECRET = "a secret of the tests";
    private static final String EVERYTHING = "{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'},"
            + " {'entity': 'MODEL_VERSION', 'action': 'CREATED'}, {'entity': 'MODEL_VERSION_TAG', 'action': 'SET'},"
            + " {'entity': 'MODEL_VERSION_TAG', 'action': 'DELETED'}, {'entity': 'MODEL_VERSION_ALIAS', 'action': 'CREATED'},"
            + " {'entity': 'MODEL_VERSION_ALIAS', 'action': 'DELETED'}, {'entity': 'PROMPT', 'action': 'CREATED'},"
            + " {'entity': 'PROMPT_VERSION', 'action': 'CREATED'}, {'entity': 'PROMPT_TAG', 'action': 'SET'},"
            + " {'entity': 'PROMPT_TAG', 'action': 'DELETED'}, {'entity': 'PROMPT_VERSION_TAG', 'action': 'SET'},"
            + " {'entity': 'PROMPT_VERSION_TAG', 'action': 'DELETED'}, {'entity': 'PROMPT_ALIAS', 'action': 'CREATED'},"
            + " {'entity': 'PROMPT_ALIAS', 'action': 'DELETED'}";

    @TempDir
    private Path directory = Path.of("");

    private HookReceiver receiver;
    private LocalServer server;
    private Http http;

    @BeforeEach
    void start() {
        receiver = new HookReceiver();
        server = LocalServer.start(directory);
        http = new Http(server.uri());
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    private JsonNode hook(String events, String more) {
        return http.ok(
                        "webhooks",
                        "{'name': 'hook', 'url': '" + receiver.url("/hook") + "', 'events': [" + events + "]" + more
                                + "}")
                .path("webhook");
    }

    private String id(JsonNode webhook) {
        return webhook.path("webhook_id").asText();
    }

    @Test
    void aWebhookIsMadeShownChangedAndDeleted() {
        JsonNode made = hook("{'entity': 'MODEL_VERSION_ALIAS', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'");
        assertThat(made.path("name").asText()).isEqualTo("hook");
        assertThat(made.path("url").asText()).isEqualTo(receiver.url("/hook"));
        assertThat(made.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(made.has("description")).isFalse();
        assertThat(made.path("creation_timestamp").asLong())
                .isEqualTo(made.path("last_updated_timestamp").asLong());
        assertThat(made.path("events")).hasToString("[{\"entity\":\"MODEL_VERSION_ALIAS\",\"action\":\"CREATED\"}]");
        assertThat(http.okGet("webhooks/" + id(made)).path("webhook")).isEqualTo(made);

        JsonNode changed = http.send(
                        "PATCH",
                        "webhooks/" + id(made),
                        "{'name': 'h.2', 'description': 'of house', 'status': 'DISABLED',"
                                + " 'events': [{'entity': 2, 'action': 1}, {'entity': 'PROMPT_TAG', 'action': 'SET'}]}")
                .json()
                .path("webhook");
        assertThat(changed.path("name").asText()).isEqualTo("h.2");
        assertThat(changed.path("url").asText()).isEqualTo(receiver.url("/hook"));
        assertThat(changed.path("description").asText()).isEqualTo("of house");
        assertThat(changed.path("status").asText()).isEqualTo("DISABLED");
        assertThat(changed.path("events").toString())
                .contains("MODEL_VERSION\"")
                .contains("PROMPT_TAG")
                .doesNotContain("ALIAS");
        assertThat(http.okGet("webhooks/" + id(made)).path("webhook")).isEqualTo(changed);
        assertThat(http.send("PATCH", "webhooks/" + id(made), "{'description': ''}")
                        .json()
                        .at("/webhook")
                        .has("description"))
                .isFalse();

        assertThat(http.send("DELETE", "webhooks/" + id(made)).text()).isEqualTo("{}");
        for (String method : List.of("GET", "DELETE", "PATCH")) {
            Http.Answer gone = method.equals("GET")
                    ? http.get("webhooks/" + id(made))
                    : http.send(method, "webhooks/" + id(made), "{}");
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.errorCode()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
            assertThat(gone.message()).isEqualTo("Webhook with ID " + id(made) + " not found.");
        }
        assertThat(http.okGet("webhooks")).hasToString("{}");
    }

    @Test
    void aListHasPagesAndTheNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, id(hook("{'entity': 'MODEL_VERSION', 'action': 'CREATED'}", "")));
        }
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = http.okGet("webhooks?max_results=2&page_token=" + Http.encode(token));
            page.path("webhooks").forEach(webhook -> found.add(id(webhook)));
            token = page.path("next_page_token").asText();
        } while (!token.isEmpty());
        assertThat(found).isEqualTo(made);
        assertThat(http.get("webhooks?max_results=1001").errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void aSecretIsShownNowhereAndKeptEncrypted() throws IOException {
        JsonNode made = hook(EVERYTHING, ", 'secret': '" + SECRET + "'");
        String shown = made
                + http.okGet("webhooks").toString()
                + http.okGet("webhooks/" + id(made))
                + http.ok("webhooks/" + id(made) + "/test", "{}");
        assertThat(shown).doesNotContain("secret").doesNotContain(SECRET);
        server.close();

        Path key = directory.resolve("webhook-secrets.key");
        assertThat(key).hasSize(32);
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void webhooksAndSecretsOutliveTheServer() {
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'");
        server.close();
        server = LocalServer.start(directory);
        http = new Http(server.uri());

        http.ok("registered-models/create", "{'name': 'house'}");

        Received sent = receiver.next();
        assertThat(sent.signature()).isEqualTo(sent.signatureWith(SECRET));
    }

    @Test
    void aLostKeyCostsDeliveriesAndNotRequests() throws IOException {
        String id = id(hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'"));
        Files.delete(directory.resolve("webhook-secrets.key"));

        http.ok("registered-models/create", "{'name': 'house'}");
        assertThat(http.ok("webhooks/" + id + "/test", "{}")
                        .at("/result/error_message")
                        .asText())
                .contains("The secret of the webhook " + id + " cannot be read, set it again")
                .doesNotContain(SECRET);
        assertThat(http.send("PATCH", "webhooks/" + id, "{'secret': 'another'}").status())
                .isEqualTo(200);
        http.ok("registered-models/create", "{'name': 'barn'}");

        Received sent = receiver.next();
        assertThat(sent.json().at("/data/name").asText()).isEqualTo("barn");
        assertThat(sent.signature()).isEqualTo(sent.signatureWith("another"));
    }

    @Test
    void eventsOfModelsAreSentAsMlflowSendsThem() {
        hook(EVERYTHING, ", 'secret': '" + SECRET + "'");
        http.ok(
                "registered-models/create",
                "{'name': 'häuser', 'description': 'd', 'tags': [{'key': 'k', 'value': 'v'}]}");
        check("registered_model", "created", "{'name': 'häuser', 'tags': {'k': 'v'}, 'description': 'd'}");
        http.ok(
                "model-versions/create",
                "{'name': 'häuser', 'source': 's3://b/m', 'tags': [{'key': 'k', 'value': 'v'}]}");
        check(
                "model_version",
                "created",
                "{'name': 'häuser', 'version': '1', 'source': 's3://b/m', 'run_id': null, 'tags': {'k': 'v'}, 'description': null}");
        http.ok("model-versions/set-tag", "{'name': 'häuser', 'version': '1', 'key': 'a', 'value': 'b'}");
        check("model_version_tag", "set", "{'name': 'häuser', 'version': '1', 'key': 'a', 'value': 'b'}");
        http.send("DELETE", "model-versions/delete-tag", "{'name': 'häuser', 'version': '1', 'key': 'a'}");
        check("model_version_tag", "deleted", "{'name': 'häuser', 'version': '1', 'key': 'a'}");
        http.ok("registered-models/alias", "{'name': 'häuser', 'alias': 'champion', 'version': '1'}");
        check("model_version_alias", "created", "{'name': 'häuser', 'alias': 'champion', 'version': '1'}");
        http.ok(
                "registered-models/set-tag",
                "{'name': 'häuser', 'key': 'a', 'value': 'b'}"); // of a model: not an event
        http.send("DELETE", "registered-models/alias", "{'name': 'häuser', 'alias': 'champion'}");
        check("model_version_alias", "deleted", "{'name': 'häuser', 'alias': 'champion'}");
        assertThat(receiver.more()).isZero();
    }

    @Test
    void eventsOfPromptsHaveKindsOfTheirOwn() {
        hook(EVERYTHING, ", 'secret': '" + SECRET + "'");
        String tag = "{'key': 'mlflow.prompt.is_prompt', 'value': 'True'}";
        http.ok("registered-models/create", "{'name': 'p', 'tags': [" + tag + ", {'key': 'k', 'value': 'v'}]}");
        check("prompt", "created", "{'name': 'p', 'tags': {'k': 'v'}, 'description': ''}");
        http.ok(
                "model-versions/create",
                "{'name': 'p', 'source': 'dummy-source', 'description': 'd', 'tags': [" + tag
                        + ", {'key': 'mlflow.prompt.text', 'value': 'Hello'}, {'key': '_mlflow_prompt_type', 'value': 'text'}]}");
        check(
                "prompt_version",
                "created",
                "{'name': 'p', 'version': '1', 'template': 'Hello', 'tags': {}, 'description': 'd'}");
        http.ok("registered-models/set-tag", "{'name': 'p', 'key': 'a', 'value': 'b'}");
        check("prompt_tag", "set", "{'name': 'p', 'key': 'a', 'value': 'b'}");
        http.send("DELETE", "registered-models/delete-tag", "{'name': 'p', 'key': 'a'}");
        check("prompt_tag", "deleted", "{'name': 'p', 'key': 'a'}");
        http.ok("model-versions/set-tag", "{'name': 'p', 'version': '1', 'key': 'a', 'value': 'b'}");
        check("prompt_version_tag", "set", "{'name': 'p', 'version': '1', 'key': 'a', 'value': 'b'}");
        http.send("DELETE", "model-versions/delete-tag", "{'name': 'p', 'version': '1', 'key': 'a'}");
        check("prompt_version_tag", "deleted", "{'name': 'p', 'version': '1', 'key': 'a'}");
        http.ok("registered-models/alias", "{'name': 'p', 'alias': 'a', 'version': '1'}");
        check("prompt_alias", "created", "{'name': 'p', 'alias': 'a', 'version': '1'}");
        http.send("DELETE", "registered-models/alias", "{'name': 'p', 'alias': 'a'}");
        check("prompt_alias", "deleted", "{'name': 'p', 'alias': 'a'}");
    }

    private void check(String entity, String action, String data) {
        Received sent = receiver.next();
        JsonNode event = sent.json();
        assertThat(event.path("entity").asText() + "." + event.path("action").asText())
                .isEqualTo(entity + "." + action);
        assertThat(event.path("data")).isEqualTo(Http.object(data));
        assertThat(OffsetDateTime.parse(event.path("timestamp").asText()).toInstant())
                .isCloseTo(Instant.now(), new org.assertj.core.data.TemporalUnitWithinOffset(60, ChronoUnit.SECONDS));
        assertThat(Long.parseLong(sent.timestamp()))
                .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
        assertThat(sent.signature()).isEqualTo(sent.signatureWith(SECRET));
        assertThat(sent.id()).matches("[0-9a-f-]{36}");
        assertThat(sent.path()).isEqualTo("/hook");
        assertThat(sent.contentType()).isEqualTo("application/json");
        assertThat(sent.body())
                .as("as Python writes it")
                .startsWith("{\"entity\": \"" + entity + "\", \"action\"")
                .isASCII();
    }

    @Test
    void whatFailedIsNotAnEvent() {
        hook(EVERYTHING, "");
        assertThat(http.post("registered-models/alias", "{'name': 'none', 'alias': 'a', 'version': '1'}")
                        .status())
                .isEqualTo(404);
        http.ok("registered-models/create", "{'name': 'house'}");
        assertThat(http.post("registered-models/create", "{'name': 'house'}").status())
                .isEqualTo(400);
        http.ok("registered-models/create", "{'name': 'barn'}");

        List<String> names = List.of(
                receiver.next().json().at("/data/name").asText(),
                receiver.next().json().at("/data/name").asText());
        assertThat(names).containsExactlyInAnyOrder("house", "barn");
        assertThat(receiver.more()).isZero();
    }

    @Test
    void withoutASecretThereIsNoSignature() {
        JsonNode made = hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", "");
        http.ok("registered-models/create", "{'name': 'house'}");
        assertThat(receiver.next().signature()).isEmpty();
        assertThat(directory.resolve("webhook-secrets.key")).doesNotExist();

        http.send("PATCH", "webhooks/" + id(made), "{'secret': 's'}");
        http.ok("registered-models/create", "{'name': 'barn'}");
        Received signed = receiver.next();
        assertThat(signed.signature()).isEqualTo(signed.signatureWith("s"));
        http.send("PATCH", "webhooks/" + id(made), "{'secret': ''}");
        http.ok("registered-models/create", "{'name': 'shed'}");
        assertThat(receiver.next().signature()).isEmpty();
    }

    @Test
    void disabledDeletedAndOtherWebhooksGetNothing() {
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", ", 'status': 'DISABLED'");
        hook("{'entity': 'MODEL_VERSION', 'action': 'CREATED'}", "");
        http.send("DELETE", "webhooks/" + id(hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", "")));
        try (HookReceiver another = new HookReceiver()) {
            http.ok("webhooks", "{'name': 'b', 'url': '" + another.url("/b") + "', 'events': [" + EVERYTHING + "]}");
            http.ok("registered-models/create", "{'name': 'house'}");
            assertThat(another.next().path()).isEqualTo("/b");
        }
        assertThat(receiver.more()).isZero();
    }

    @Test
    void aDeliveryIsTriedAgainAsTheSameRequest() {
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'");
        receiver.answer(503, Map.of("Retry-After", "0"));
        receiver.answer(429, Map.of("Retry-After", "1"));
        receiver.answer(500, Map.of());
        receiver.answer(502, Map.of());
        http.ok("registered-models/create", "{'name': 'house'}");

        Received first = receiver.next();
        for (int i = 0; i < 3; i++) {
            assertThat(receiver.next()).isEqualTo(first);
        }
        http.ok("registered-models/create", "{'name': 'barn'}");
        Received second = receiver.next();
        assertThat(second.id()).as("after three more tries it is dropped").isNotEqualTo(first.id());
        assertThat(second.json().at("/data/name").asText()).isEqualTo("barn");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 404, 410, 501})
    void otherStatusesAreNotTriedAgain(int status) {
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", "");
        receiver.answer(status, Map.of("Location", receiver.url("/elsewhere")));
        http.ok("registered-models/create", "{'name': 'house'}");
        assertThat(receiver.next().path()).isEqualTo("/hook");
        http.ok("registered-models/create", "{'name': 'barn'}");
        assertThat(receiver.next().json().at("/data/name").asText()).isEqualTo("barn");
        assertThat(receiver.more()).isZero();
    }

    @Test
    void aTestSendsAnExampleAndShowsTheAnswer() {
        String id = id(hook("{'entity': 'MODEL_VERSION_ALIAS', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'"));
        JsonNode result = http.ok("webhooks/" + id + "/test", "{}").path("result");
        assertThat(result).isEqualTo(Http.object("{'success': true, 'response_status': 200, 'response_body': 'seen'}"));
        check("model_version_alias", "created", "{'name': 'example_model', 'alias': 'example_alias', 'version': '1'}");

        receiver.answer(503, Map.of());
        JsonNode failed = http.ok(
                        "webhooks/" + id + "/test", "{'event': {'entity': 'MODEL_VERSION', 'action': 'CREATED'}}")
                .path("result");
        assertThat(failed)
                .isEqualTo(Http.object("{'success': false, 'response_status': 503, 'response_body': 'seen'}"));
        check(
                "model_version",
                "created",
                "{'name': 'example_model', 'version': '1', 'source': 'models:/123', 'run_id': 'abcd1234abcd5678',"
                        + " 'tags': {'example_key': 'example_value'}, 'description': 'An example model version'}");

        receiver.close();
        JsonNode refused = http.ok("webhooks/" + id + "/test", "{}").path("result");
        assertThat(refused.path("success").asBoolean()).isFalse();
        assertThat(refused.path("error_message").asText())
                .startsWith("Failed to test webhook: java.net.ConnectException");
        assertThat(refused.has("response_status")).isFalse();
    }

    @Test
    void everyKindHasAnExample() {
        ObjectNode all = Http.object("{'events': [" + EVERYTHING + "]}");
        String id = id(hook(EVERYTHING, ""));
        for (JsonNode event : all.path("events")) {
            assertThat(http.ok("webhooks/" + id + "/test", Http.object("{}").set("event", event))
                            .at("/result/success")
                            .asBoolean())
                    .isTrue();
            JsonNode sent = receiver.next().json();
            assertThat(sent.path("entity").asText())
                    .isEqualToIgnoringCase(event.path("entity").asText());
            assertThat(sent.at("/data/name").asText()).startsWith("example_");
        }
    }

    @Test
    void aWebhookThatLeadsBackIsRefusedByTheServerItself() {
        JsonNode made = http.ok(
                        "webhooks",
                        "{'name': 'loop', 'url': '" + server.uri() + "/api/2.0/mlflow/webhooks', 'events': ["
                                + EVERYTHING + "]}")
                .path("webhook");
        http.send(
                "PATCH",
                "webhooks/" + id(made),
                "{'url': '" + server.uri() + "/api/2.0/mlflow/webhooks/" + id(made) + "/test'}");

        JsonNode result = http.ok("webhooks/" + id(made) + "/test", "{}").path("result");

        assertThat(result.path("response_status").asInt()).isEqualTo(403);
        assertThat(result.path("response_body").asText())
                .contains("must not lead to a server like the one that sends it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook",
                "https://example.com/hook",
                "http://10.0.0.1/hook",
                "http://169.254.169.254/latest/meta-data",
                "http://127.1/hook",
                "http://0177.0.0.1/hook",
                "http://2130706433/hook",
                "http://0.0.0.0/hook",
                "http://127.0.0.256/hook",
                "http://localhost.example.com/hook",
                "http://127.0.0.1.example.com/hook",
                "http://example.com@127.0.0.1/hook",
                "http://127.0.0.1@example.com/hook",
                "http://[::ffff:10.0.0.1]/hook",
                "http://[fe80::1]/hook",
                "ftp://127.0.0.1/hook",
                "file:///etc/passwd",
                "127.0.0.1/hook",
                "http:///hook",
                "http://127.0.0.1:0/hook",
                "http://127.0.0.1:99999/hook",
                "http://127.0.0.1/a b",
                " ",
                "not an address"
            })
    void anAddressOfAnotherMachineIsRefused(String url) {
        Http.Answer refused = http.post(
                "webhooks",
                "{'name': 'a', 'url': '" + url + "', 'events': [{'entity': 'PROMPT', 'action': 'CREATED'}]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(refused.message()).containsIgnoringCase("webhook URL");
        String id = id(hook(EVERYTHING, ""));
        assertThat(http.send("PATCH", "webhooks/" + id, "{'url': '" + url + "'}")
                        .status())
                .isEqualTo(400);
        assertThat(http.okGet("webhooks/" + id).at("/webhook/url").asText()).isEqualTo(receiver.url("/hook"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/hook",
                "https://LOCALHOST/hook?a=b",
                "http://127.0.0.1:65535",
                "http://127.255.0.1/",
                "HTTP://[::1]:80/hook"
            })
    void anAddressOfThisMachineIsTaken(String url) {
        assertThat(http.ok("webhooks", "{'name': 'a', 'url': '" + url + "', 'events': [" + EVERYTHING + "]}")
                        .at("/webhook/url")
                        .asText())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': ''|Missing value for required parameter 'name'",
                "'name': '-a'|Webhook name '-a' is invalid",
                "'name': 'a b'|Webhook name 'a b' is invalid",
                "'name': 'ü'|Webhook name 'ü' is invalid",
                "'name': 'a.'|Webhook name 'a.' is invalid",
                "'events': []|Missing value for required parameter 'events'",
                "'events': ['MODEL_VERSION.CREATED']|Hint: Value was of type 'string'",
                "'events': [{'entity': 'MODEL_VERSION'}]|Missing value for required parameter 'action'",
                "'events': [{'entity': 'HOUSE', 'action': 'SET'}]|\"HOUSE\" for parameter 'events.entity'",
                "'events': [{'entity': 'PROMPT', 'action': 'set'}]|\"set\" for parameter 'events.action'",
                "'events': [{'entity': 'MODEL_VERSION', 'action': 'SET'}]|Invalid action 'set' for entity 'model_version'. Valid actions are: ['created']",
                "'events': [{'entity': 0, 'action': 1}]|Invalid action 'created' for entity 'entity_unspecified'",
                "'status': 'DELETED'|\"DELETED\" for parameter 'status' supplied: it is neither ACTIVE nor DISABLED"
            })
    void whatIsWrongIsSaid(String field, String message) {
        ObjectNode request =
                Http.object("{'name': 'a', 'url': '" + receiver.url("/") + "', 'events': [" + EVERYTHING + "]}");
        Http.object("{" + field + "}").properties().forEach(each -> request.set(each.getKey(), each.getValue()));

        Http.Answer refused = http.post("webhooks", request);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains(message);
        assertThat(http.okGet("webhooks")).hasToString("{}");
    }

    @Test
    void namesDescriptionsAndSecretsHaveLimits() {
        for (Map.Entry<String, Integer> limit :
                Map.of("name", 63, "description", 1_000, "secret", 1_000).entrySet()) {
            ObjectNode request =
                    Http.object("{'name': 'a', 'url': '" + receiver.url("/") + "', 'events': [" + EVERYTHING + "]}");
            request.put(limit.getKey(), "a".repeat(limit.getValue()));
            assertThat(http.post("webhooks", request).status()).isEqualTo(200);
            request.put(limit.getKey(), "a".repeat(limit.getValue() + 1));
            Http.Answer refused = http.post("webhooks", request);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains(limit.getKey());
        }
    }

    @Test
    @Timeout(60)
    void aReceiverThatHangsDoesNotHoldTheServer() {
        receiver.hang();
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", "");
        for (int i = 0; i < 20; i++) {
            http.ok("registered-models/create", "{'name': 'm" + i + "'}");
        }
        receiver.next();

        server.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("-webhook-"))
                .isEmpty();
    }

    @Test
    void aStoreWithoutWebhooksGetsTheirTables() throws SQLException {
        http.ok("registered-models/create", "{'name': 'house'}");
        server.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tracking.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE webhook_events");
            statement.execute("DROP TABLE webhooks");
            statement.execute("PRAGMA user_version = 1");
        }
        server = LocalServer.start(directory);
        http = new Http(server.uri());
        assertThat(http.okGet("registered-models/get?name=house")
                        .at("/registered_model/name")
                        .asText())
                .isEqualTo("house");
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", "");
        http.ok("registered-models/create", "{'name': 'barn'}");
        assertThat(receiver.next().json().at("/data/name").asText()).isEqualTo("barn");
    }

    @Test
    void anotherServerOfTheDirectorySendsToo() {
        hook("{'entity': 'REGISTERED_MODEL', 'action': 'CREATED'}", ", 'secret': '" + SECRET + "'");
        try (LocalServer second = LocalServer.start(directory)) {
            new Http(second.uri()).ok("registered-models/create", "{'name': 'house'}");
            Received sent = receiver.next();
            assertThat(sent.signature()).isEqualTo(sent.signatureWith(SECRET));
        }
    }
}
