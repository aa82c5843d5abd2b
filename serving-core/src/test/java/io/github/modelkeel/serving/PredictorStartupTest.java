package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.serving.PredictorBuilder.Startup;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A first start with the registry down. */
class PredictorStartupTest {
    private final Rig rig = new Rig();

    private Predictor load(Startup startup) {
        return rig.builder().startup(startup).load(rig.wiring());
    }

    @Test
    void retryLoadsAtOnceWhereTheRegistryIsUp() {
        try (Predictor house = load(Startup.RETRY)) {
            assertThat(house.isReady()).isTrue();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
        }
    }

    @Test
    void retryComesBackWithoutTheRegistryAndSaysWhyNothingAnswersUntilItIsUp() {
        rig.source.down = true;
        try (Predictor house = load(Startup.RETRY)) {
            assertThat(house.isReady()).isFalse();
            assertThat(house.status().state()).isEqualTo(State.STARTING);
            assertThat(house.status().modelName()).isEqualTo("house");
            assertThat(house.status().modelVersion()).isZero();
            assertThatThrownBy(() -> house.predict(ROW))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining(Rig.URI + " is not loaded yet")
                    .hasMessageContaining("connection refused");
            Duration first = rig.poll();
            Duration second = rig.poll();
            assertThat(second).isGreaterThan(first);
            assertThat(house.isReady()).isFalse();
            rig.source.down = false;
            rig.poll();
            assertThat(house.isReady()).isTrue();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().state()).isEqualTo(State.LIVE);
            rig.source.named = 2;
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
        }
    }

    @Test
    void retrySurvivesAMomentWithoutMemory() {
        rig.source.put(1, () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        try (Predictor house = load(Startup.RETRY)) {
            assertThat(house.isReady()).isFalse();
            assertThatThrownBy(() -> house.predict(ROW)).hasMessageContaining("Java heap space");
            rig.poll();
            rig.source.put(1, () -> TestModels.house(1));
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
        }
    }

    @Test
    void retryWaitsForAModelThatIsNotRegisteredYet() {
        rig.source.named = 0;
        try (Predictor house = load(Startup.RETRY)) {
            assertThatThrownBy(() -> house.predict(ROW)).hasMessageContaining("no alias champion");
            rig.source.named = 1;
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
        }
    }

    @Test
    void retryEndsWithClose() {
        rig.source.down = true;
        Predictor house = load(Startup.RETRY);
        house.close();
        assertThat(rig.alarmClosed).isTrue();
        assertThat(house.isReady()).isFalse();
        assertThat(house.status().state()).isEqualTo(State.CLOSED);
        assertThatThrownBy(() -> house.predict(ROW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void lazySendsNoRequestBeforeTheFirstPrediction() {
        try (Predictor house = load(Startup.LAZY)) {
            assertThat(rig.source.lookUps).hasValue(0);
            assertThat(rig.pending).isNull();
            assertThat(house.status().state()).isEqualTo(State.STARTING);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(rig.source.lookUps).hasValue(1);
            assertThat(rig.pending).isNotNull();
        }
    }

    @Test
    void lazyThrowsWhatLoadWouldAndAsksAgainOnlyAfterAPause() {
        rig.source.named = 0;
        try (Predictor house = load(Startup.LAZY)) {
            assertThatThrownBy(() -> house.predict(ROW)).isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> house.predict(ROW)).isInstanceOf(ModelUnavailableException.class);
            assertThat(rig.source.lookUps).hasValue(1);
            rig.source.named = 3;
            rig.pass(Duration.ofSeconds(10));
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(3));
        }
    }

    @Test
    void lazyIsLoadedByARefreshToo() {
        try (Predictor house = load(Startup.LAZY)) {
            assertThat(house.refresh()).isEqualTo(new RefreshOutcome(Result.SWAPPED, "house", 1, null));
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            assertThat(rig.pending).isNotNull();
        }
    }

    @Test
    void aRefreshThatFindsNothingSaysWhy() {
        rig.source.down = true;
        try (Predictor house = load(Startup.LAZY)) {
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.FAILED);
            assertThat(outcome.problem()).contains("connection refused");
        }
    }
}
