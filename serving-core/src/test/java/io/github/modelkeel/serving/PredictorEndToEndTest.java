package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a run logs a model, the registry names it, a predictor answers. */
@Timeout(120)
class PredictorEndToEndTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static final String CHAMPION = "models:/house@champion";

    private final Path directory;
    private final Backend backend;

    PredictorEndToEndTest(@TempDir Path directory) {
        this.directory = directory;
        this.backend = new Backend(directory);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void aRegisteredModelAnswersAndItsAliasIsFollowed() {
        backend.registry().setAlias(backend.publish(1), "champion");
        try (Predictor house = load(CHAMPION, Duration.ofMillis(50))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            backend.registry().setAlias(backend.publish(2), "champion");
            await().until(() -> house.version() == 2);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
            assertThat(house.status().state()).isEqualTo(State.LIVE);
        }
    }

    @Test
    void latestIsFollowed() {
        backend.publish(1);
        try (Predictor house = load("models:/house/latest", Duration.ZERO)) {
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            backend.publish(2);
            assertThat(house.refresh()).isEqualTo(new RefreshOutcome(Result.SWAPPED, "house", 2, null));
        }
    }

    @Test
    void aVersionAModelAndARunAreFixedAddresses() {
        LoggedModel logged = backend.log(to -> Backend.bundle(1).writeTo(to));
        backend.registry().register("house", logged);
        backend.publish(2);
        try (Predictor version = load("models:/house/1", Duration.ofMillis(1));
                Predictor model = load(logged.uri(), Duration.ofMillis(1));
                Predictor run = load("runs:/" + logged.runId() + "/house", Duration.ofMillis(1))) {
            backend.stop();
            assertThat(version.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(version.predict(ROW).modelVersion()).isEqualTo(1);
            assertThat(model.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(model.predict(ROW).modelName()).isEqualTo(logged.modelId());
            assertThat(model.predict(ROW).modelVersion()).isZero();
            assertThat(run.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(version.refresh().result()).isEqualTo(Result.UNCHANGED);
            assertThat(model.status().checks()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aWrongAddressIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> Predictor.builder("house@champion"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("house@champion");
        assertThatThrownBy(() -> Predictor.load("models:/house")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAliasThatIsNotThereIsNotFound() {
        backend.publish(1);
        assertThatThrownBy(() -> load("models:/house@nobody", Duration.ZERO))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aDownloadWithOneOtherBitIsRefusedUntilItIsRepaired() throws Exception {
        backend.registry().setAlias(backend.publish(1), "champion");
        try (Predictor house = load(CHAMPION, Duration.ZERO)) {
            LoggedModel logged = backend.log(to -> Backend.bundle(2).writeTo(to));
            Path file = backend.artifact(logged, "model.json");
            byte[] good = Files.readAllBytes(file);
            Backend.damage(file);
            backend.registry().setAlias(backend.registry().register("house", logged), "champion");
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.REJECTED);
            assertThat(outcome.problem()).contains("MODEL_INTEGRITY", "model.json");
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().rejectedVersion()).isEqualTo("house/2");

            Files.delete(file);
            Files.write(file, good);
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
        }
    }

    @Test
    void aModelThatDoesNotRepeatItsExpectedRowsIsRefusedAndTheOneBeforeStays() {
        backend.registry().setAlias(backend.publish(1), "champion");
        try (Predictor house = load(CHAMPION, Duration.ZERO)) {
            backend.registry().setAlias(publishWithForeignExpectations(), "champion");
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.REJECTED);
            assertThat(outcome.problem()).contains("row 0");
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            backend.registry().setAlias("house", "champion", 1);
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            assertThat(house.status().state()).isEqualTo(State.LIVE);
        }
    }

    @Test
    void aModelThatDoesNotRepeatItsExpectedRowsDoesNotStart() {
        backend.registry().setAlias(publishWithForeignExpectations(), "champion");
        assertThatThrownBy(() -> load(CHAMPION, Duration.ZERO))
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContainingAll("models:/house@champion is house/1", "row 0");
    }

    @Test
    void aModelOfAnotherFlavorIsAnErrorThatNamesItsFlavors() {
        LoggedModel logged = backend.log(to -> Files.writeString(to.resolve("MLmodel"), """
                flavors:
                  python_function:
                    loader_module: mlflow.pytorch
                  pytorch:
                    model_data: data
                """));
        backend.registry().setAlias(backend.registry().register("house", logged), "champion");
        assertThatThrownBy(() -> load(CHAMPION, Duration.ZERO))
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContainingAll("modelkeel", "python_function", "pytorch", "ModelBundle");
    }

    @Test
    void aModelThatWasDeletedAndMadeAgainIsNotTakenForTheOneBefore() {
        backend.registry().setAlias(backend.publish(1), "champion");
        try (Predictor house = load(CHAMPION, Duration.ZERO)) {
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            backend.registry().deleteModel("house");
            assertThat(house.refresh().result()).isEqualTo(Result.FAILED);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            backend.registry().setAlias(backend.publish(44), "champion");
            assertThat(house.refresh()).isEqualTo(new RefreshOutcome(Result.SWAPPED, "house", 1, null));
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(44));
        }
    }

    @Test
    void theServerInThisProcessServesWithoutAnAddress() {
        backend.registry().setAlias(backend.publish(1), "champion");
        backend.stop();
        var config = backend.config()
                .newBuilder()
                .trackingUri("local:" + directory.resolve("server"))
                .build();
        try (Predictor house = Predictor.builder(CHAMPION).config(config).load()) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
        }
    }

    private Predictor load(String uri, Duration refreshEvery) {
        return Predictor.builder(uri)
                .config(backend.config())
                .refreshEvery(refreshEvery)
                .load();
    }

    /** Files that are what was registered, but of two models. */
    private ModelVersion publishWithForeignExpectations() {
        LoggedModel logged = backend.log(to -> {
            Path other = Files.createTempDirectory(directory, "other");
            Backend.bundle(9).writeTo(other);
            Backend.bundle(2).writeTo(to);
            Files.copy(
                    other.resolve("expected_predictions.json"),
                    to.resolve("expected_predictions.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        });
        return backend.registry().register("house", logged);
    }
}
