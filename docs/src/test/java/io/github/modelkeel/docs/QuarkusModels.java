package io.github.modelkeel.docs;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

// region quarkus-predictor
// import io.github.modelkeel.serving.*;
@Singleton
class QuarkusModels {
    private final String uri;

    QuarkusModels(@ConfigProperty(name = "models.house", defaultValue = "models:/house@champion") String uri) {
        this.uri = uri;
    }

    @Produces
    @Singleton
    @Startup
    Predictor house(MeterRegistry meters) {
        return Predictor.builder(uri)
                .startup(PredictorBuilder.Startup.RETRY)
                .meterRegistry(meters) // quarkus-micrometer has the registry
                .load();
    }

    void close(@Disposes Predictor house) {
        house.close();
    }
}
// endregion
