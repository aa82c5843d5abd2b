package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.http.Route;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every attack in every field of every route: no internal error, no secret, no file outside what the server made itself. */
class AttackCorpusTest {
    private static final List<String> FIELDS = List.of(
            "name",
            "new_name",
            "source",
            "path",
            "artifact_path",
            "artifact_location",
            "run_id",
            "run_uuid",
            "run_name",
            "user_id",
            "experiment_id",
            "experiment_name",
            "model_id",
            "model_type",
            "source_run_id",
            "key",
            "metric_key",
            "value",
            "alias",
            "version",
            "stage",
            "status",
            "description",
            "filter",
            "page_token",
            "max_results",
            "view_type",
            "timestamp",
            "step",
            "start_time",
            "run_link");

    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    @Test
    void noFieldOfNoRouteLeadsAnywhereElse(@TempDir Path outside) throws IOException {
        Http http = new Http(extension.uri());
        Path directory = extension.server().directory();
        Files.writeString(directory.resolve("secret.txt"), "the-secret-4711");
        Path marker = Files.writeString(outside.resolve("marker"), "");
        List<String> before = Attacks.tree(directory);
        int sent = 0;
        for (Route route : routes()) {
            for (String attack : Attacks.inFields()) {
                Http.Answer answer = send(http, route, attack);
                assertThat(answer.status())
                        .as("%s %s with '%s': %s", route.method(), route.template(), attack, answer.text())
                        .isIn(200, 400, 404, 409, 501);
                assertThat(answer.text()).doesNotContain("the-secret-4711");
                sent++;
            }
        }
        System.out.println("sent " + sent + " attacks to " + routes().size() + " routes");
        assertThat(sent).isGreaterThan(3_000);
        assertThat(Attacks.tree(directory)).isEqualTo(before);
        assertThat(outside)
                .isDirectoryContaining(marker::equals)
                .isDirectoryNotContaining(file -> !file.equals(marker));
        assertThat(http.get("/health").status()).isEqualTo(200);
    }

    /** A tag that marks a prompt once switched the check of a version's source off. */
    @Test
    void noTagSwitchesTheCheckOfASourceOff() {
        Http http = new Http(extension.uri());
        http.ok(
                "registered-models/create",
                "{'name': 'house', 'tags': [{'key': 'mlflow.prompt.is_prompt', 'value': 'true'}]}");
        for (String source : List.of("/etc/passwd", "file:///etc", "../../x", "mlflow-artifacts:/../x")) {
            assertThat(http.post(
                                    "model-versions/create",
                                    "{'name': 'house', 'source': '" + source
                                            + "', 'tags': [{'key': 'mlflow.prompt.is_prompt', 'value': 'true'}]}")
                            .status())
                    .as(source)
                    .isEqualTo(400);
        }
    }

    /** What takes bytes at an address is attacked by ArtifactTest. */
    private static List<Route> routes() {
        return EndpointsTest.routes().stream()
                .filter(route ->
                        route.bodyKind() != BodyKind.STREAM || route.method().equals("GET"))
                .toList();
    }

    private static Http.Answer send(Http http, Route route, String attack) {
        String path = String.join("/", route.template()).replaceAll("\\{[a-z]+\\*?}", "x");
        if (route.bodyKind().isJson()) {
            ObjectNode body = Http.object("{}");
            FIELDS.forEach(field -> body.put(field, attack));
            JsonNode item = body.deepCopy();
            for (String list : List.of("tags", "params", "metrics", "models", "datasets", "order_by")) {
                body.putArray(list).add(list.equals("order_by") ? body.textNode(attack) : item);
            }
            return http.send(route.method(), path, body);
        }
        List<String> query = new ArrayList<>();
        FIELDS.forEach(field -> query.add(field + "=" + Http.encode(attack)));
        return http.send(route.method(), path + "?" + String.join("&", query));
    }
}
