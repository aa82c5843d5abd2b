package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Beans of the page: the one of CDI runs in Weld, the others are compiled with the annotations of their frameworks and called by hand. */
class QuarkusMicronautTest {
    private static final Map<String, Object> HOUSE = Map.of("sqft", 1500, "bedrooms", 3, "location", "rural");
    private static final double PRICE = 252_000;

    /** What the application has besides: a service, and meters. */
    @Singleton
    static class Prices {
        private final Predictor house;

        @Inject
        Prices(Predictor house) {
            this.house = house;
        }

        double price(Map<String, Object> row) {
            return house.predict(row).value();
        }

        @Produces
        @Singleton
        static MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** What the comment on the page says is refused. */
    @ApplicationScoped
    static class Proxied {
        @Produces
        @ApplicationScoped
        Predictor house() {
            return Predictor.load("models:/house@champion");
        }
    }

    @BeforeAll
    static void promoteAModel() {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("linear");
                Registry registry = Registry.open()) {
            registry.setAlias(
                    registry.register("house", run.logModel("house", Houses.linearModel(150.0)::writeTo)), "champion");
            run.finish();
        }
    }

    private static SeContainerInitializer cdi(Class<?>... beans) {
        return SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(beans);
    }

    @Test
    void cdiInjectsThePredictorAndClosesIt() {
        Predictor house;
        try (SeContainer container = cdi(CdiModels.class, Prices.class).initialize()) {
            assertThat(container.select(Prices.class).get().price(HOUSE)).isEqualTo(PRICE);
            house = container.select(Predictor.class).get();
            assertThat(house.isReady()).isTrue();
        }
        assertThat(house.status().state()).isEqualTo(PredictorStatus.State.CLOSED);
    }

    @Test
    void cdiRefusesAProxyOfAPredictor() {
        SeContainerInitializer proxied = cdi(Proxied.class, Prices.class);
        assertThatThrownBy(proxied::initialize)
                .hasStackTraceContaining("Predictor is not proxyable because it is final");
    }

    @Test
    void theBeansOfTheOthersAreMadeByTheirMethods() {
        QuarkusModels quarkus = new QuarkusModels("models:/house@champion");
        try (Predictor ofQuarkus = quarkus.house(new SimpleMeterRegistry());
                Predictor ofMicronaut = new MicronautModels().house(new SimpleMeterRegistry())) {
            assertThat(ofQuarkus.predict(HOUSE).value()).isEqualTo(PRICE);
            assertThat(ofMicronaut.predict(HOUSE).value()).isEqualTo(PRICE);
        }
    }
}
