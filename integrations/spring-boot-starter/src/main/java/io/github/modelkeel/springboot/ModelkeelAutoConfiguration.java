package io.github.modelkeel.springboot;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tracking.TrackerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** The connection, the registry, the tracker, and a predictor for each name in the properties. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(ModelkeelProperties.class)
@Import(PredictorRegistrar.class)
final class ModelkeelAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ClientConfig modelkeelClientConfig(ModelkeelProperties properties) {
        ModelkeelProperties.Tracking tracking = properties.tracking();
        String uri = given(tracking.uri());
        String registryUri = given(tracking.registryUri());
        String token = given(tracking.token());
        String username = given(tracking.username());
        String password = given(tracking.password());
        ClientConfigBuilder builder = ClientConfig.builder();
        if (uri != null) {
            builder.trackingUri(uri);
        }
        if (registryUri != null) {
            builder.registryUri(registryUri);
        }
        if (token != null) {
            builder.bearerToken(token);
        }
        if (username != null && password != null) {
            builder.basicAuth(username, password);
        } else if (username != null || password != null) {
            throw new IllegalArgumentException(
                    "modelkeel.tracking.username and modelkeel.tracking.password go together: set both or none");
        }
        if (tracking.cacheDirectory() != null) {
            builder.cacheDirectory(tracking.cacheDirectory());
        }
        return builder.build();
    }

    /** Null of a property that is empty, as {@code ${TOKEN:}} is without the variable. */
    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Bean(Predictors.BEAN)
    Predictors modelkeelPredictors(
            ModelkeelProperties properties,
            ClientConfig config,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<PredictorCustomizer> customizers) {
        return new Predictors(properties, config, meters, customizers);
    }

    /** Opened when something asks for it, as a service that predicts may have no use for it. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Registry modelkeelRegistry(ClientConfig config) {
        return Registry.open(config);
    }

    /** Where the application logs runs. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracker.class)
    static final class Tracking {
        @Bean
        @Lazy
        @ConditionalOnMissingBean
        Tracker modelkeelTracker(ModelkeelProperties properties, ClientConfig config) {
            String experiment = properties.tracking().experiment();
            TrackerBuilder builder =
                    (experiment == null ? Tracker.builder() : Tracker.builder(experiment)).config(config);
            if (Boolean.TRUE.equals(properties.tracking().async())) {
                builder.async(AsyncLogging.defaults());
            }
            return builder.open();
        }
    }
}
