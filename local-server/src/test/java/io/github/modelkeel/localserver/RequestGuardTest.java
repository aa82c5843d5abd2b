package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.localserver.http.Route;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalServerExtension.class)
class RequestGuardTest {
    private static RawHttp.Answer get(LocalServer server, String path, String... headers) {
        return RawHttp.send(server.uri(), "GET " + path + " HTTP/1.1", headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"})
    void theOwnHostIsServed(String host, LocalServer server) {
        assertThat(get(server, "/health", "Host: " + host + ":" + server.uri().getPort())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost",
                "127.0.0.1.nip.io:PORT",
                "localhost.evil.example:PORT",
                "192.168.0.1:PORT",
                "0.0.0.0:PORT",
                "evil@localhost:PORT",
                ""
            })
    void aForeignHostIsRefused(String host, LocalServer server) {
        String port = Integer.toString(server.uri().getPort());
        RawHttp.Answer answer = get(server, "/health", "Host: " + host.replace("PORT", port));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("Invalid Host header - possible DNS rebinding attack detected");
    }

    @Test
    void twoHostsAreRefused(LocalServer server) {
        String own = "Host: 127.0.0.1:" + server.uri().getPort();
        assertThat(get(server, "/health", own, "Host: evil.example").status()).isIn(400, 403);
    }

    @Test
    void noRouteIsReachedWithAForeignHost(LocalServer server) {
        for (Route route : routes()) {
            RawHttp.Answer answer =
                    RawHttp.send(server.uri(), route.method() + " " + path(route) + " HTTP/1.1", "Host: evil.example");
            assertThat(answer.status()).as("%s %s", route.method(), path(route)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Origin: https://localhost:PORT",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void noRouteIsReachedFromAPageOfAnotherOrigin(String header, LocalServer server) {
        String port = Integer.toString(server.uri().getPort());
        for (Route route : routes()) {
            RawHttp.Answer answer = RawHttp.send(
                    server.uri(),
                    route.method() + " " + path(route) + " HTTP/1.1",
                    "Host: 127.0.0.1:" + port,
                    header.replace("PORT", port));
            assertThat(answer.status()).as("%s %s", route.method(), path(route)).isEqualTo(403);
        }
    }

    @Test
    void thePageOfTheServerItselfIsServedWithoutPermissionsForOthers(LocalServer server) {
        String own = "127.0.0.1:" + server.uri().getPort();
        RawHttp.Answer answer =
                get(server, "/health", "Host: " + own, "Origin: http://" + own, "Sec-Fetch-Site: same-origin");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control");
    }

    @Test
    void everyJsonRouteWantsItsContentType(LocalServer server) {
        Http http = new Http(server.uri());
        for (Route route : routes()) {
            if (route.bodyKind().isJson()) {
                for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx")) {
                    Http.Answer answer = Http.send(http.request(path(route))
                            .header("Content-Type", type)
                            .method(route.method(), HttpRequest.BodyPublishers.ofString("{}")));
                    assertThat(answer.status())
                            .as("%s %s", route.method(), path(route))
                            .isEqualTo(400);
                    assertThat(answer.message()).contains("Content-Type must be application/json");
                }
            }
        }
    }

    @Test
    void theOtherNamesOfTheRoutesHaveTheSameGate(LocalServer server) {
        Http http = new Http(server.uri());
        String own = "127.0.0.1:" + server.uri().getPort();
        for (Route route : routes()) {
            String path = path(route);
            if (!path.startsWith("/api/")) {
                continue;
            }
            String alias = "/ajax-api/" + path.substring("/api/".length());
            for (String[] headers : new String[][] {
                {"Host: evil.example"},
                {"Host: " + own, "Origin: http://evil.example"},
                {"Host: " + own, "Sec-Fetch-Site: cross-site"}
            }) {
                assertThat(RawHttp.send(server.uri(), route.method() + " " + alias + " HTTP/1.1", headers)
                                .status())
                        .as(alias)
                        .isEqualTo(403);
            }
            if (route.bodyKind().isJson()) {
                Http.Answer answer = Http.send(http.request(alias)
                        .header("Content-Type", "text/plain")
                        .method(route.method(), HttpRequest.BodyPublishers.ofString("{}")));
                assertThat(answer.status()).as(alias).isEqualTo(400);
                assertThat(answer.message()).contains("Content-Type must be application/json");
            }
        }
    }

    @Test
    void whatIsNotInTheTableIsRefused(LocalServer server) {
        Http http = new Http(server.uri());
        for (String path : List.of(
                "/",
                "/ajax-api/2.0/mlflow/nope",
                "/ajax-api/health",
                "/ajax-api/graphql",
                "/api/2.0/mlflow/nope",
                "/graphql",
                "/api/2.0/mlflow/experiments/get/",
                "/static-files/index.html")) {
            Http.Answer answer = http.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.errorCode()).isEqualTo("ENDPOINT_NOT_FOUND");
        }
        String own = "Host: 127.0.0.1:" + server.uri().getPort();
        for (String path : List.of("//health", "/./health", "/x/../health", "/health;x", "/%68ealth", "*")) {
            assertThat(get(server, path, own).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void theWrongVerbIsAnsweredWithTheAllowedOnes(LocalServer server) {
        Http.Answer answer = new Http(server.uri()).get("runs/create");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.message()).endsWith("allowed: POST");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheServerLivesOn(LocalServer server) {
        Http http = new Http(server.uri());
        String big = "{'name': '" + "x".repeat(1 << 20) + "'}";
        assertThat(http.post("experiments/create", big).status()).isEqualTo(413);
        assertThat(http.get("/health").status()).isEqualTo(200);
    }

    @Test
    void hostileJsonIsRefused(LocalServer server) {
        Http http = new Http(server.uri());
        List<String> bodies = new ArrayList<>(List.of(
                "{",
                "[]",
                "'text'",
                "{'name': 'a'} trailing",
                "{'name': 'a', 'name': 'b'}",
                "{'name': NaN}",
                "\u0000"));
        bodies.add("{'a': ".repeat(100) + "1" + "}".repeat(100));
        bodies.add("{'tags': " + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        for (String body : bodies) {
            Http.Answer answer = http.post("experiments/create", body);
            assertThat(answer.status())
                    .as(body.substring(0, Math.min(40, body.length())))
                    .isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
    }

    @Test
    void fieldsOfTheWrongTypeAreRefusedByName(LocalServer server) {
        Http http = new Http(server.uri());
        String run = http.newRun("0");
        for (String body : List.of(
                "{'run_id': 1, 'key': 'm', 'value': 1, 'timestamp': 1}",
                "{'run_id': 'R', 'key': 'm', 'value': true, 'timestamp': 1}",
                "{'run_id': 'R', 'key': 'm', 'value': 'abc', 'timestamp': 1}",
                "{'run_id': 'R', 'key': 'm', 'value': 1, 'timestamp': 1.5}",
                "{'run_id': 'R', 'key': 'm', 'value': 1, 'timestamp': '1e3'}",
                "{'run_id': 'R', 'key': 'm', 'value': 1, 'timestamp': 99999999999999999999}",
                "{'run_id': 'R', 'key': 'm', 'value': 1, 'timestamp': 1, 'step': []}",
                "{'run_id': 'R', 'key': 'm', 'value': 1}",
                "{'run_id': 'R', 'key': 'm', 'timestamp': 1}",
                "{'run_id': 'R', 'key': 'm', 'value': 1, 'timestamp': -1}")) {
            Http.Answer answer = http.post("runs/log-metric", body.replace("'R'", "'" + run + "'"));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
    }

    @Test
    void aWorkspaceIsNotPretended(LocalServer server) {
        Http http = new Http(server.uri());
        Http.Answer answer =
                Http.send(http.request("experiments/get?experiment_id=0").header("X-MLFLOW-WORKSPACE", "default"));
        assertThat(answer.errorCode()).isEqualTo("FEATURE_DISABLED");
        assertThat(Http.send(http.request("/api/3.0/mlflow/server-info").header("X-MLFLOW-WORKSPACE", "x"))
                        .status())
                .isEqualTo(200);
    }

    private static List<Route> routes() {
        return EndpointsTest.routes().stream()
                .filter(route ->
                        route.bodyKind() != BodyKind.STREAM || route.method().equals("PUT"))
                .toList();
    }

    private static String path(Route route) {
        return String.join("/", route.template()).replaceAll("\\{[a-z]+\\*?}", "x");
    }
}
