package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader without a store, or with the wrong name, is answered. */
class ReadingRegistryTest {
    @TempDir
    private Path root = Path.of("");

    private Path data() {
        return root.resolve("data");
    }

    private ClientConfig config() {
        return ClientConfig.builder(Map.of("MLFLOW_TRACKING_URI", "local:" + data()))
                .cacheDirectory(root.resolve("cache"))
                .build();
    }

    private void missing(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(ClientException.class)
                .hasMessageStartingWith("LOCAL_STORE_MISSING: there is no store to read in " + data())
                .hasMessageContaining("(set by MLFLOW_TRACKING_URI)");
    }

    @Test
    void readingMakesNoStoreAndSaysWhereItLooked() {
        try (Registry registry = Registry.open(config())) {
            missing(() -> registry.getModel("house"));
            missing(() -> registry.getVersion("house", 1));
            missing(() -> registry.getByAlias("house", "champion"));
            missing(() -> registry.latest("house"));
            missing(() -> registry.searchModels("").toList());
            missing(() -> registry.resolve("models:/house@champion"));
            missing(() -> registry.resolve("runs:/0123/model"));
            missing(() -> registry.setModelTag("house", "k", "v"));
            missing(() -> registry.deleteModel("house"));
            missing(() -> registry.rollback("house", "champion"));
            assertThat(data()).doesNotExist();

            registry.createModel("house");
            assertThat(registry.getModel("house").name()).isEqualTo("house");
            assertThat(data()).exists();
        }
    }

    @Test
    void anEmptyDirectoryIsNotAStoreEither() throws Exception {
        Files.createDirectory(data());
        try (Registry registry = Registry.open(config())) {
            missing(() -> registry.getModel("house"));
            assertThat(data()).isEmptyDirectory();
        }
    }

    @Test
    void theDefaultIsNamedAsTheDefault() {
        ClientConfig config = ClientConfig.builder(Map.of()).build();
        assertThat(config.trackingUriSource()).isEmpty();
        assertThat(config.trackingUri()).isEqualTo("local:modelkeel-data");
        try (Registry registry = Registry.open(config)) {
            assertThatThrownBy(() -> registry.getModel("house"))
                    .hasMessageContaining("the default, as MLFLOW_TRACKING_URI is not set");
        }
        assertThat(Path.of("modelkeel-data")).doesNotExist();
    }

    @Test
    void anotherClientsStoreIsFoundWhenItIsThere() {
        try (Registry reader = Registry.open(config());
                Registry writer = Registry.open(config())) {
            missing(() -> reader.getModel("house"));
            writer.createModel("house");
            assertThat(reader.getModel("house").name()).isEqualTo("house");
        }
    }

    @Test
    void notFoundNamesTheServerTheModelAndWhatThereIs() {
        try (Registry registry = Registry.open(config())) {
            registry.createModel("house-price");
            registry.createModel("churn");
            assertThatThrownBy(() -> registry.getModel("house_price"))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("asked for the model 'house_price' of the embedded server local:" + data())
                    .hasMessageEndingWith("; registered there: house-price, churn");
            registry.register("churn", "s3://models/churn");
            registry.setAlias("churn", "champion", 1);
            assertThatThrownBy(() -> registry.getByAlias("churn", "champoin"))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageEndingWith("; its newest version is 1; its aliases are champion (version 1)");
            assertThatThrownBy(() -> registry.getVersion("churn", 7))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("its newest version is 1");
        }
    }
}
