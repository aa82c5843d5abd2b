package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Health of the models in Boot 4, whose types for it are in packages of their own; {@link ModelHealth} decides for every version. */
@AutoConfiguration(
        after = ModelkeelAutoConfiguration.class,
        afterName =
                "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({HealthEndpointGroup.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator(ModelHealth.NAME)
@ConditionalOnBean(Predictor.class)
final class Boot4HealthAutoConfiguration {
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
