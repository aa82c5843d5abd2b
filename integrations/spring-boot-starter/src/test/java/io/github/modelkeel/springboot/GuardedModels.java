package io.github.modelkeel.springboot;

import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Guard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// region spring-customizer
// import io.github.modelkeel.springboot.PredictorCustomizer;
@Configuration(proxyBeanMethods = false)
class GuardedModels {
    @Bean
    PredictorCustomizer guarded(Registry registry) {
        return (name, builder) -> builder.guard(Guard.standard()).onRollback(registry::rollback);
    }
}
// endregion
