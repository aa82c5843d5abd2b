package io.github.modelkeel.springboot;

import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Drift monitors, where their jar is there. */
@AutoConfiguration(after = ModelkeelAutoConfiguration.class)
@ConditionalOnClass(Monitor.class)
@ConditionalOnBean(Predictor.class)
final class MonitorAutoConfiguration {
    /** Made at the start also under {@code spring.main.lazy-initialization}, as nothing ever asks for it. */
    @Bean
    @Lazy(false)
    Monitors modelkeelMonitors(
            Map<String, Predictor> predictors, ModelkeelProperties properties, ObjectProvider<MeterRegistry> meters) {
        return new Monitors(predictors, properties, meters.getIfUnique());
    }
}
