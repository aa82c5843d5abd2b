package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that mean another place to whoever decodes them again, and slashes written several times, on every route of artifacts. */
class DecodedPathsTest {
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";

    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private Http http;
    private String run = "";
    private String model = "";

    @BeforeEach
    void runAndModel() {
        http = new Http(extension.uri());
        run = http.newRun("0");
        model = http.ok("logged-models", "{'experiment_id': '0', 'name': 'house', 'source_run_id': '" + run + "'}")
                .at("/model/info/model_id")
                .asText();
        http.ok("registered-models/create", "{'name': 'house'}");
        http.ok("model-versions/create", "{'name': 'house', 'source': '" + root() + "', 'run_id': '" + run + "'}");
    }

    private String root() {
        return http.run(run).at("/info/artifact_uri").asText();
    }

    /** What each route answers to a path: its method and address, and what it said. */
    private Map<String, Http.Answer> answers(String path) {
        String encoded = Http.encode(path);
        String inRun = PROXY + "/" + root().substring("mlflow-artifacts:/".length()) + "/" + encoded;
        List<String> addresses = List.of(
                "GET " + inRun,
                "HEAD " + inRun,
                "DELETE " + inRun,
                "GET " + PROXY + "/" + encoded,
                "DELETE " + PROXY + "/" + encoded,
                "GET " + PROXY + "?path=" + encoded,
                "GET /api/2.0/mlflow/artifacts/list?run_id=" + run + "&path=" + encoded,
                "GET /get-artifact?run_uuid=" + run + "&path=" + encoded,
                "GET /model-versions/get-artifact?name=house&version=1&path=" + encoded,
                "GET /api/2.0/mlflow/logged-models/" + model + "/artifacts/directories?artifact_directory_path="
                        + encoded,
                "GET /api/2.0/mlflow/logged-models/" + model + "/artifacts/files?artifact_file_path=" + encoded);
        Map<String, Http.Answer> answers = new LinkedHashMap<>();
        for (String address : addresses) {
            String[] parts = address.split(" ", 2);
            answers.put(address, http.send(parts[0], parts[1]));
        }
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        answers.put("PUT " + inRun, http.put(inRun, content));
        answers.put("PUT " + PROXY + "/" + encoded, http.put(PROXY + "/" + encoded, content));
        String upload = "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=" + encoded;
        answers.put(
                "POST " + upload,
                Http.send(http.request(upload)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content))));
        return answers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e",
                "%2e%2e/secret.txt",
                "%2E%2E%2Fsecret.txt",
                "..%2fsecret.txt",
                ".%2e/secret.txt",
                "a/%2e%2e/b",
                "a%2f..%2f..%2fb",
                "%252e%252e/secret.txt",
                "%252e%252e%252fsecret.txt",
                "%25252e%25252e/secret.txt",
                "%2e%09%2e/secret.txt",
                "..;",
                "a/..?",
                "%2e%2e;"
            })
    void whatIsAnotherPlaceWhenItIsDecodedAgainIsRefusedOnEveryRoute(String path) throws IOException {
        Files.writeString(extension.server().directory().resolve("secret.txt"), "the secret");
        List<String> before = Attacks.tree(extension.server().directory());
        answers(path).forEach((address, answer) -> {
            assertThat(answer.status()).as(address).isEqualTo(400);
            assertThat(answer.text()).as(address).doesNotContain("the secret");
            if (!address.startsWith("HEAD")) {
                assertThat(answer.errorCode()).as(address).isEqualTo("INVALID_PARAMETER_VALUE");
                assertThat(answer.message())
                        .as(address)
                        .startsWith("Invalid path")
                        .contains("another place");
            }
        });
        assertThat(Attacks.tree(extension.server().directory())).isEqualTo(before);
    }

    /** And nothing else that is decoded again: images of older clients have such names. */
    @ParameterizedTest
    @ValueSource(strings = {"k%step%23%timestamp%2", "a%2fb", "%41", "..%41", "%2e", "%2e%2e.", "100%"})
    void otherEscapesAreCharactersOfAName(String name) {
        answers(name).forEach((address, answer) -> {
            if (address.startsWith("P")) {
                assertThat(answer.status()).as(address).isEqualTo(200);
            }
        });
        assertThat(http.okGet("artifacts/list?run_id=" + run)
                        .at("/files/0/path")
                        .asText())
                .isEqualTo(name);
    }

    @Test
    void severalSlashesBetweenTwoNamesAreOne() throws IOException {
        String place = PROXY + "/" + root().substring("mlflow-artifacts:/".length());
        assertThat(http.put(place + "//a///b%2F%2Fc", new byte[] {'x'}).status())
                .isEqualTo(200);
        for (String again : List.of("/a/b/c", "/a//b/c", "//a%2F/b///c")) {
            assertThat(http.get(place + again).text()).isEqualTo("x");
        }
        assertThat(http.okGet("artifacts/list?path=a//b&run_id=" + run)
                        .at("/files/0/path")
                        .asText())
                .isEqualTo("a//b/c");
        assertThat(http.get("/get-artifact?path=a//b//c&run_uuid=" + run).text())
                .isEqualTo("x");
        List<String> files = new ArrayList<>(Attacks.tree(extension.server().directory()));
        files.removeIf(file -> !file.contains("artifacts/a"));
        assertThat(files).hasSize(3).anyMatch(file -> file.endsWith("/artifacts/a/b/c"));
        for (String refused : List.of("/a/", "/a//", "")) {
            assertThat(http.put(place + refused, new byte[1]).status())
                    .as(refused)
                    .isEqualTo(400);
        }
        for (String absolute : List.of("/a", "%252Fa", "%25252Fa")) {
            assertThat(http.put(PROXY + "/" + absolute, new byte[1]).message()).contains("'/a'");
            assertThat(http.get(PROXY + "?path=" + absolute).status()).isEqualTo(400);
        }
        assertThat(Http.send(http.request(place + "//a//b").DELETE()).status()).isEqualTo(200);
        assertThat(http.get(place + "/a/b/c").status()).isEqualTo(404);
    }
}
