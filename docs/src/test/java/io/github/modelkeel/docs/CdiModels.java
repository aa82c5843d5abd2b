package io.github.modelkeel.docs;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

// region cdi-predictor
// import io.github.modelkeel.serving.*;
@ApplicationScoped
class CdiModels {
    @Produces
    @Singleton // a predictor is a final class: a scope that has proxies, as @ApplicationScoped, is refused
    Predictor house(MeterRegistry meters) {
        return Predictor.builder("models:/house@champion")
                .startup(PredictorBuilder.Startup.RETRY) // starts while the registry is down
                .meterRegistry(meters)
                .load();
    }

    void close(@Disposes Predictor house) {
        house.close();
    }

    /** Beans are made when they are first used; this one at the start. */
    void start(@Observes Startup started, Predictor house) {
        house.isReady();
    }
}
// endregion
