package io.github.modelkeel.docs;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

// region micronaut-predictor
// import io.github.modelkeel.serving.*;
@Factory
class MicronautModels {
    @Context // at the start; @Singleton waits for the first use
    @Bean(preDestroy = "close")
    Predictor house(MeterRegistry meters) {
        return Predictor.builder("models:/house@champion")
                .startup(PredictorBuilder.Startup.RETRY)
                .meterRegistry(meters)
                .load();
    }
}
// endregion
