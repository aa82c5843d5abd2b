package io.github.modelkeel.springboot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/** Makes the application's context of a {@link ModelkeelTest}. */
final class ModelkeelTestContext implements ContextCustomizerFactory {
    private static final String SERVER = "io.github.modelkeel.localserver.LocalServer";
    private static final String TRACKER = "io.github.modelkeel.tracking.Tracker";

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        ModelkeelTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, ModelkeelTest.class);
        return test == null ? null : new Customizer(List.of(test.models()));
    }

    /** Tests of the same models share a context. */
    private record Customizer(List<ModelkeelTest.Model> models) implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            if (!ClassUtils.isPresent(SERVER, null) || !ClassUtils.isPresent(TRACKER, null)) {
                throw new IllegalStateException(
                        "@ModelkeelTest needs modelkeel-local-server and modelkeel-tracking-client: add both in scope test");
            }
            TestServer server = TestServer.start(models);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "modelkeel test",
                            Map.of(
                                    "modelkeel.tracking.uri",
                                    server.uri(),
                                    "modelkeel.tracking.registry-uri",
                                    server.uri(),
                                    "modelkeel.tracking.cache-directory",
                                    server.cache().toString(),
                                    EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY,
                                    "false")));
            RootBeanDefinition definition = new RootBeanDefinition(TestServer.class, () -> server);
            definition.setDestroyMethodName("close");
            ((BeanDefinitionRegistry) context.getBeanFactory())
                    .registerBeanDefinition("modelkeelTestServer", definition);
            context.getBeanFactory().registerSingleton("modelkeelTestComponents", new NoComponents());
        }
    }

    /** Leaves out what the application's scan finds. */
    private static final class NoComponents extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return true;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoComponents;
        }

        @Override
        public int hashCode() {
            return NoComponents.class.hashCode();
        }
    }
}
