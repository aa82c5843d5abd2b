package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The endpoint, where it is exposed. */
@AutoConfiguration(after = ModelkeelAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(endpoint = ModelsEndpoint.class)
@ConditionalOnBean(Predictor.class)
final class ModelsEndpointAutoConfiguration {
    @Bean
    ModelsEndpoint modelsEndpoint(Map<String, Predictor> predictors) {
        return new ModelsEndpoint(predictors);
    }
}
