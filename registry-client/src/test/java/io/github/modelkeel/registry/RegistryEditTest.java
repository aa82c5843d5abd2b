package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating, renaming and searching. */
class RegistryEditTest {
    @TempDir
    private Path root = Path.of("");

    private Registry local() {
        return Registry.open(ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build());
    }

    @Test
    void aModelIsCreatedWithTagsAndADescriptionAndKeepsThem() {
        try (Registry registry = local()) {
            registry.createModel("house", Map.of("team", "ml"), "prices");
            registry.createModel("house", Map.of("team", "other"), "other");

            RegisteredModel model = registry.getModel("house");
            assertThat(model.tags()).containsOnly(Map.entry("team", "ml"));
            assertThat(model.description()).isEqualTo("prices");
        }
    }

    @Test
    void aRenamedModelKeepsItsVersionsAndAliases() {
        try (Registry registry = local()) {
            registry.createModel("house", Map.of("team", "ml"), "");
            registry.setAlias(registry.register("house", "s3://models/x"), "champion");

            registry.renameModel("house", "home");

            assertThat(registry.resolveAlias("home", "champion")).isEqualTo(1);
            assertThat(registry.getModel("home").tags()).containsEntry("team", "ml");
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> registry.getModel("house"));
        }
    }

    @Test
    void aRenamingWhoseAnswerGotLostIsDone() throws IOException {
        AtomicBoolean renamed = new AtomicBoolean();
        try (FakeServer server = new FakeServer(exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    boolean isNew =
                            String.valueOf(exchange.getRequestURI().getQuery()).equals("name=home");
                    if (path.endsWith("rename") && !renamed.getAndSet(true)) {
                        exchange.close(); // done, but the response is lost
                    } else if (path.endsWith("registered-models/get") && isNew == renamed.get()) {
                        FakeServer.answer(exchange, "{\"registered_model\":{\"name\":\"home\"}}");
                    } else {
                        byte[] missing =
                                "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}".getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(404, missing.length);
                        exchange.getResponseBody().write(missing);
                    }
                });
                Registry registry =
                        Registry.open(server.config(root).maxRetries(1).build())) {
            registry.renameModel("house", "home");
        }
        assertThat(renamed).isTrue();
    }

    @Test
    void aSearchAsksForAPageOnlyWhenItIsNeeded() throws IOException {
        List<String> queries = new ArrayList<>();
        try (FakeServer server = new FakeServer(exchange -> {
                    queries.add(exchange.getRequestURI().getQuery());
                    int page = queries.size();
                    FakeServer.answer(
                            exchange,
                            "{\"registered_models\":[{\"name\":\"a" + page + "\"},{\"name\":\"p" + page
                                    + "\",\"tags\":[{\"key\":\"mlflow.prompt.is_prompt\",\"value\":\"true\"}]}],"
                                    + (page < 3 ? "\"next_page_token\":\"t" + page + "\"}" : "\"x\":1}"));
                });
                Registry registry = server.registry(root)) {
            Iterator<RegisteredModel> models = registry.searchModels("name LIKE 'a%'", "name DESC", "timestamp")
                    .iterator();
            assertThat(models.next().name()).isEqualTo("a1");
            assertThat(queries).hasSize(1);
            assertThat(models.next().name()).isEqualTo("a2");
            assertThat(models.next().name()).isEqualTo("a3");
            assertThat(models.hasNext()).isFalse();
        }
        assertThat(queries)
                .containsExactly(
                        "max_results=1000&filter=name LIKE 'a%'&order_by=name DESC&order_by=timestamp",
                        "max_results=1000&filter=name LIKE 'a%'&order_by=name DESC&order_by=timestamp&page_token=t1",
                        "max_results=1000&filter=name LIKE 'a%'&order_by=name DESC&order_by=timestamp&page_token=t2");
    }

    @Test
    void pagesThatNameThemselvesDoNotLoopForever() throws IOException {
        try (FakeServer server = new FakeServer(
                        exchange -> FakeServer.answer(exchange, "{\"model_versions\":[],\"next_page_token\":\"t\"}"));
                Registry registry = server.registry(root)) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> registry.searchVersions("").count())
                    .withMessageContaining("names itself");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void versionsAreFoundAndOrderedAndPromptsAreLeftOut() {
        try (Registry registry = local()) {
            for (String name : List.of("house", "home")) {
                registry.register(name, "s3://models/x");
                registry.register(name, "s3://models/y");
            }
            registry.register("hello", "s3://models/z");
            registry.setVersionTag("hello", 1, "mlflow.prompt.text", "Hello {{name}}");

            assertThat(registry.searchVersions("name = 'house'", "version_number DESC"))
                    .extracting(ModelVersion::version)
                    .containsExactly(2, 1);
            assertThat(registry.searchVersions("", "name ASC", "version_number ASC"))
                    .extracting(version -> version.name() + "/" + version.version())
                    .containsExactly("home/1", "home/2", "house/1", "house/2");
        }
    }
}
