package io.github.modelkeel.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.FileTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what a hostile or broken server can do: nothing. */
class RegistryWireTest {
    private static final String API = "/api/2.0/mlflow/";
    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
    private static final LoggedModel LOGGED = new LoggedModel(
            "m-1",
            "house",
            "abc",
            "7",
            "mlflow-artifacts:/7/models/m-1/artifacts",
            "LOGGED_MODEL_READY",
            "d".repeat(64));
    private static final ResolvedModel PLAIN = new ResolvedModel("house", 1, null, "mlflow-artifacts:/7/x", null, null);

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().gzipDisabled(true));

    @TempDir
    private Path cache = Path.of("");

    private Registry registry = Registry.open(
            ClientConfig.builder(Map.of()).trackingUri("http://127.0.0.1:1").build());

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(okJson("{}")));
        registry = Registry.open(ClientConfig.builder(Map.of())
                .trackingUri(server.baseUrl())
                .cacheDirectory(cache)
                .maxRetries(1)
                .retryDelay(Duration.ofMillis(1))
                .build());
    }

    @AfterEach
    void stop() {
        registry.close();
        server.stop();
    }

    private void stub(String path, ResponseDefinitionBuilder response) {
        server.stubFor(any(urlPathEqualTo(API + path)).willReturn(response));
    }

    private static String version(String more) {
        return "{\"model_version\":{\"name\":\"house\",\"version\":\"3\",\"source\":\"models:/m-1\",\"run_id\":\"abc\",\"status\":\"READY\""
                + more + "}}";
    }

    @Test
    void aRegistrationSendsWhatMlflowsClientSends() {
        stub(
                "registered-models/create",
                aResponse()
                        .withStatus(400)
                        .withBody("{\"error_code\":\"RESOURCE_ALREADY_EXISTS\",\"message\":\"exists\"}"));
        stub("model-versions/create", okJson(version("")));
        stub(
                "logged-models/m-1",
                okJson("{\"model\":{\"info\":{\"model_id\":\"m-1\",\"tags\":[{\"key\":\"mlflow.modelVersions\","
                        + "\"value\":\"[{\\\"name\\\": \\\"other\\\", \\\"version\\\": 1}]\"}]}}}"));

        assertThat(registry.register("house", LOGGED).version()).isEqualTo(3);

        server.verify(
                1,
                postRequestedFor(urlEqualTo(API + "model-versions/create"))
                        .withRequestBody(matchingJsonPath("$.name", equalTo("house")))
                        .withRequestBody(matchingJsonPath("$.source", equalTo("models:/m-1")))
                        .withRequestBody(matchingJsonPath("$.model_id", equalTo("m-1")))
                        .withRequestBody(matchingJsonPath("$.run_id", equalTo("abc")))
                        .withRequestBody(matchingJsonPath(
                                "$.tags[?(@.key == 'modelkeel.manifest.sha256')].value", equalTo("d".repeat(64)))));
        server.verify(
                1,
                patchRequestedFor(urlEqualTo(API + "logged-models/m-1/tags"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"tags\":[{\"key\":\"mlflow.modelVersions\",\"value\":"
                                                + "\"[{\\\"name\\\":\\\"other\\\",\\\"version\\\":1},{\\\"name\\\":\\\"house\\\",\\\"version\\\":\\\"3\\\"}]\"}]}")));
    }

    @Test
    void aVersionThatTheServerNotedItselfIsNotNotedTwice() {
        stub("model-versions/create", okJson(version("")));
        stub(
                "logged-models/m-1",
                okJson("{\"model\":{\"info\":{\"model_id\":\"m-1\",\"tags\":[{\"key\":\"mlflow.modelVersions\","
                        + "\"value\":\"[{\\\"name\\\": \\\"house\\\", \\\"version\\\": 3}]\"}]}}}"));

        registry.register("house", LOGGED);

        server.verify(0, patchRequestedFor(anyUrl()));
    }

    @Test
    void aRegistrationStandsEvenWhenItCannotBeNotedAtTheModel() {
        stub("model-versions/create", okJson(version("")));
        stub("logged-models/m-1", aResponse().withStatus(500));

        assertThat(registry.register("house", LOGGED).version()).isEqualTo(3);
    }

    @Test
    void aVersionWhoseCreationLostItsAnswerIsFoundByItsTagAndNotCreatedAgain() {
        stub("model-versions/create", aResponse().withFault(Fault.EMPTY_RESPONSE));
        server.addMockServiceRequestListener((request, response) -> {
            if (request.getUrl().endsWith("model-versions/create")) {
                String tags = request.getBodyAsString().replaceAll(".*\"tags\":(\\[.*?\\]).*", "$1");
                stub(
                        "model-versions/search",
                        okJson("{\"model_versions\":[{\"name\":\"house\",\"version\":\"4\"},"
                                + "{\"name\":\"house\",\"version\":\"3\",\"tags\":" + tags + "}]}"));
            }
        });

        assertThat(registry.register("house", LOGGED).version()).isEqualTo(3);

        server.verify(1, postRequestedFor(urlEqualTo(API + "model-versions/create")));
        server.verify(getRequestedFor(urlPathEqualTo(API + "model-versions/search"))
                .withQueryParam("filter", equalTo("name = 'house'")));
    }

    @Test
    void aVersionThatWasNotCreatedIsTriedAgain() {
        stub("model-versions/create", aResponse().withStatus(500));

        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> registry.register("house", LOGGED));

        server.verify(2, postRequestedFor(urlEqualTo(API + "model-versions/create")));
        server.verify(1, getRequestedFor(urlPathEqualTo(API + "model-versions/search")));
    }

    @Test
    void aMissingAliasIsNotFoundAlthoughMlflowSaysInvalid() {
        stub(
                "registered-models/alias",
                aResponse()
                        .withStatus(400)
                        .withBody(
                                "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Registered model alias nope not found.\"}"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> registry.resolveAlias("house", "nope"))
                .withMessageContaining("alias nope not found");
    }

    @Test
    void anAliasIsResolvedWithOneRequest() {
        stub("registered-models/alias", okJson(version("")));

        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(3);

        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void deletionsCarryABody() {
        registry.deleteModel("house");
        registry.deleteAlias("house", "champion");

        server.verify(deleteRequestedFor(urlEqualTo(API + "registered-models/delete"))
                .withRequestBody(equalToJson("{\"name\":\"house\"}")));
        server.verify(deleteRequestedFor(urlEqualTo(API + "registered-models/alias"))
                .withRequestBody(equalToJson("{\"name\":\"house\",\"alias\":\"champion\"}")));
    }

    @Test
    void theLatestVersionIsTheHighestOverAllStages() {
        stub(
                "registered-models/get-latest-versions",
                okJson(
                        "{\"model_versions\":[{\"name\":\"house\",\"version\":\"9\"},{\"name\":\"house\",\"version\":\"10\"},{\"name\":\"house\",\"version\":\"2\"}]}"));

        assertThat(registry.latest("house").orElseThrow().version()).isEqualTo(10);
    }

    @Test
    void pagesAreFollowed() {
        server.stubFor(get(urlPathEqualTo(API + "model-versions/search"))
                .willReturn(okJson(
                        "{\"model_versions\":[{\"name\":\"house\",\"version\":\"1\"}],\"next_page_token\":\"t\"}")));
        server.stubFor(get(urlPathEqualTo(API + "model-versions/search"))
                .withQueryParam("page_token", equalTo("t"))
                .willReturn(okJson("{\"model_versions\":[{\"name\":\"house\",\"version\":\"2\"}]}")));

        assertThat(registry.versions("house")).extracting(ModelVersion::version).containsExactly(2, 1);
    }

    @Test
    void aVersionMadeFromARunIsFollowedToItsLoggedModel() {
        stub("model-versions/get", okJson(version("").replace("models:/m-1", "runs:/abc/house")));
        stub("model-versions/get-download-uri", okJson("{\"artifact_uri\":\"runs:/abc/house\"}"));
        stub(
                "runs/get",
                okJson(
                        "{\"run\":{\"info\":{\"experiment_id\":\"7\",\"artifact_uri\":\"mlflow-artifacts:/7/abc/artifacts\"}}}"));
        stub(
                "logged-models/search",
                okJson(
                        "{\"models\":[{\"info\":{\"model_id\":\"m-9\",\"experiment_id\":\"7\",\"source_run_id\":\"other\",\"artifact_uri\":\"x\"}},"
                                + "{\"info\":{\"model_id\":\"m-2\",\"experiment_id\":\"7\",\"source_run_id\":\"abc\",\"artifact_uri\":\"mlflow-artifacts:/7/m-2\"}}]}"));

        ResolvedModel resolved = registry.resolve("models:/house/3");

        assertThat(resolved).isEqualTo(new ResolvedModel("house", 3, null, "mlflow-artifacts:/7/m-2", "m-2", null));
        server.verify(postRequestedFor(urlEqualTo(API + "logged-models/search"))
                .withRequestBody(equalToJson(
                        "{\"experiment_ids\":[\"7\"],\"filter\":\"name = 'house' AND source_run_id = 'abc'\"}")));
    }

    @Test
    void aServerFromBeforeLoggedModelsServesARunsOwnArtifacts() {
        stub(
                "runs/get",
                okJson(
                        "{\"run\":{\"info\":{\"experiment_id\":\"7\",\"artifact_uri\":\"mlflow-artifacts:/7/abc/artifacts\"}}}"));
        stub(
                "logged-models/search",
                aResponse()
                        .withStatus(404)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html>"));

        assertThat(registry.resolve("runs:/abc/model/sub").artifactUri())
                .isEqualTo("mlflow-artifacts:/7/abc/artifacts/model/sub");
    }

    @Test
    void aRegistryThatSendsInCirclesIsLeft() {
        stub("model-versions/get", okJson(version("")));
        stub("model-versions/get-download-uri", okJson("{\"artifact_uri\":\"models:/house/3\"}"));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> registry.resolve("models:/house/3"))
                .withMessageEndingWith("in circles: models:/house/3 -> models:/house/3");
        server.verify(1, getRequestedFor(urlPathEqualTo(API + "model-versions/get-download-uri")));
    }

    @Test
    void oneAddressMayLeadToAnotherThreeTimesAndNoMore() {
        for (int version = 1; version <= 5; version++) {
            server.stubFor(get(urlPathEqualTo(API + "model-versions/get"))
                    .withQueryParam("version", equalTo(Integer.toString(version)))
                    .willReturn(okJson(version("").replace("\"3\"", "\"" + version + "\""))));
            String next = version == 5 ? "mlflow-artifacts:/7/end" : "models:/house/" + (version + 1);
            server.stubFor(get(urlPathEqualTo(API + "model-versions/get-download-uri"))
                    .withQueryParam("version", equalTo(Integer.toString(version)))
                    .willReturn(okJson("{\"artifact_uri\":\"" + next + "\"}")));
        }

        assertThat(registry.resolve("models:/house/2").artifactUri()).isEqualTo("mlflow-artifacts:/7/end");
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> registry.resolve("models:/house/1"))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("CYCLIC_MODEL_URI"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/cron.d/x", "..", "a/../b", "a\\u0000"})
    void aListedNameThatLeadsElsewhereIsRefusedAndNothingIsWritten(String name) throws Exception {
        server.stubFor(get(urlPathEqualTo(FILES))
                .willReturn(okJson("{\"files\":[{\"path\":\"" + name + "\",\"is_dir\":false,\"file_size\":1}]}")));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> registry.download(PLAIN))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("UNSAFE_PATH"));
        assertThat(FileTree.list(cache)).isEmpty();
    }

    @Test
    void artifactsElsewhereAreNotFetched() {
        for (String uri : List.of(
                "file:///etc", "http://169.254.169.254/latest", "mlflow-artifacts://evil.example/x", "s3://b/x")) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> registry.download(new ResolvedModel("house", 1, null, uri, null, null)))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("UNSUPPORTED_ARTIFACT_URI"));
        }
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void withoutAManifestTheListedSizesMustFit() {
        server.stubFor(
                get(urlPathEqualTo(FILES))
                        .willReturn(
                                okJson(
                                        "{\"files\":[{\"path\":\"a\",\"is_dir\":false,\"file_size\":2},{\"path\":\"b\",\"is_dir\":false,\"file_size\":3}]}")));
        file("a", "12");
        file("b", "1234");

        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(PLAIN))
                .withMessageContaining("it has 4 bytes, 3 were expected");

        file("b", "123");
        assertThat(registry.download(PLAIN).resolve("b")).hasContent("123");
    }

    private void file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        server.stubFor(get(urlPathEqualTo(FILES + "/7/x/" + name))
                .willReturn(aResponse().withBody(bytes).withHeader("Content-Length", Integer.toString(bytes.length))));
    }

    @Test
    void aListingOfTerabytesIsRefusedBeforeAnythingIsFetched() {
        server.stubFor(get(urlPathEqualTo(FILES))
                .willReturn(
                        okJson("{\"files\":[{\"path\":\"a\",\"is_dir\":false,\"file_size\":9223372036854775807}]}")));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> registry.download(PLAIN))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("MODEL_TOO_LARGE"));
        server.verify(1, anyRequestedFor(anyUrl()));
    }
}
