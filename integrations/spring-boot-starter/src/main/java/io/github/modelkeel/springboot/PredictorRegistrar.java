package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Predictor;
import java.util.Map;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Declares a bean for each {@code modelkeel.models.NAME}, after those of the application. The definitions name a method of {@link Predictors} and hold
 * no code, so that they can be written down when an application is processed ahead of time.
 */
final class PredictorRegistrar implements ImportBeanDefinitionRegistrar {
    static final String MODELS = ModelkeelProperties.PREFIX + ".models";
    private static final Bindable<Map<String, ModelkeelProperties.Model>> BY_NAME =
            Bindable.mapOf(String.class, ModelkeelProperties.Model.class);

    private final Environment environment;

    PredictorRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, ModelkeelProperties.Model> models =
                Binder.get(environment).bind(MODELS, BY_NAME).orElse(Map.of());
        for (String name : ModelNames.distinct(models).keySet()) {
            if (registry.containsBeanDefinition(name)) {
                throw new IllegalStateException(MODELS + "." + name + ": there is another bean named '" + name + "' ("
                        + registry.getBeanDefinition(name) + "); rename one of the two");
            }
            registry.registerBeanDefinition(name, definition(name));
        }
    }

    private static RootBeanDefinition definition(String name) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(Predictor.class);
        definition.setFactoryBeanName(Predictors.BEAN);
        definition.setFactoryMethodName("predictor");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
        return definition;
    }
}
