package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.PredictorBuilder;

/**
 * Settings of predictors that properties do not have: a guard, a listener, a verifier of signatures. Each bean of this type is asked, in the order of
 * {@link org.springframework.core.annotation.Order}, after the properties were applied; what a start does is nevertheless as {@code startup} says, since
 * health and readiness go by that.
 */
@FunctionalInterface
public interface PredictorCustomizer {
    /**
     * Changes the settings of a predictor before it is made.
     *
     * @param name the name of the bean, as in {@code modelkeel.models.NAME}
     * @param builder has what the properties say
     */
    void customize(String name, PredictorBuilder builder);
}
