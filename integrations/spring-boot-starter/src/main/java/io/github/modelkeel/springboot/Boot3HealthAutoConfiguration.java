package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Health of the models in Boot 3, whose types for it are in packages of their own; {@link ModelHealth} decides for every version. */
@AutoConfiguration(
        after = ModelkeelAutoConfiguration.class,
        afterName = "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({HealthEndpointGroup.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator(ModelHealth.NAME)
@ConditionalOnBean(Predictor.class)
final class Boot3HealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "modelsHealthContributor")
    HealthContributor modelsHealthContributor(Map<String, Predictor> predictors, ModelkeelProperties properties) {
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        predictors.forEach(
                (name, predictor) -> indicators.put(name, () -> health(predictor, properties.startupOf(name))));
        return CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(Predictor predictor, ModelkeelProperties.@Nullable Startup startup) {
        ModelHealth health = ModelHealth.of(predictor, startup);
        return new Health.Builder()
                .status(health.status())
                .withDetails(health.details())
                .build();
    }

    @Bean
    HealthEndpointGroupsPostProcessor modelsInReadiness(Environment environment) {
        return groups -> ModelHealth.belongsToReadiness(environment) ? withModels(groups) : groups;
    }

    private static HealthEndpointGroups withModels(HealthEndpointGroups groups) {
        Map<String, HealthEndpointGroup> all = new LinkedHashMap<>();
        for (String name : groups.getNames()) {
            HealthEndpointGroup group = groups.get(name);
            if (group != null) {
                all.put(name, name.equals(ModelHealth.READINESS) ? new WithModels(group) : group);
            }
        }
        return HealthEndpointGroups.of(groups.getPrimary(), all);
    }

    /** A group that has the models too. */
    private record WithModels(HealthEndpointGroup group) implements HealthEndpointGroup {
        @Override
        public boolean isMember(String name) {
            return ModelHealth.isNameOfModels(name) || group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext securityContext) {
            return group.showComponents(securityContext);
        }

        @Override
        public boolean showDetails(SecurityContext securityContext) {
            return group.showDetails(securityContext);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return group.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return group.getAdditionalPath();
        }
    }
}
