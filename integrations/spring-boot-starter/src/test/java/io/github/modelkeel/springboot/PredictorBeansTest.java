package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class PredictorBeansTest {
    private static final Map<String, Object> ROW = Map.of("sqft", 1000, "town", "Bern");

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(App.class);

    /** An application that has nothing of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    @TempDir
    private Path temp = Path.of("");

    private String house = "";

    @BeforeEach
    void saveAModel() {
        house = Houses.saved(temp.resolve("house"), 150);
    }

    private ApplicationContextRunner withHouse(String... properties) {
        return runner.withPropertyValues("modelkeel.models.house.uri=" + house).withPropertyValues(properties);
    }

    /** What an application has of its own. */
    @Configuration(proxyBeanMethods = false)
    static class Service {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        String price(Predictor predictor) {
            return String.valueOf(predictor.predict(ROW).value());
        }
    }

    @Test
    void oneModelIsInjectedWithoutAQualifierAndMeasured() {
        withHouse().withUserConfiguration(Service.class).run(context -> {
            assertThat(context.getBean("price")).isEqualTo("150000.0");
            assertThat(context.getBean("house")).isSameAs(context.getBean(Predictor.class));
            assertThat(context.getBean(MeterRegistry.class)
                            .get("ml.predictions")
                            .functionCounters())
                    .isNotEmpty();
        });
    }

    /** A bean that names its model. */
    @Configuration(proxyBeanMethods = false)
    static class ByName {
        @Bean
        String price(@Qualifier("dear-house") Predictor predictor) {
            return String.valueOf(predictor.predict(ROW).value());
        }
    }

    @Test
    void ofSeveralModelsTheNameIsTheQualifier() {
        withHouse("modelkeel.models.dear-house.uri=" + Houses.saved(temp.resolve("dear"), 170))
                .withUserConfiguration(ByName.class)
                .run(context -> {
                    assertThat(context.getBean("price")).isEqualTo("170000.0");
                    assertThat(context.getBeansOfType(Predictor.class)).containsOnlyKeys("dear-house", "house");
                    assertThatThrownBy(() -> context.getBean(Predictor.class))
                            .isInstanceOf(NoUniqueBeanDefinitionException.class);
                });
    }

    @Test
    void anApplicationWithoutModelsHasNoneAndNoHealthOfThem() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(Predictor.class).doesNotHaveBean(ModelsEndpoint.class);
            assertThat(context.containsBean("modelsHealthContributor")).isFalse();
        });
    }

    @Test
    void thePredictorEndsWithTheApplication() {
        Predictor[] kept = new Predictor[1];
        withHouse().run(context -> kept[0] = context.getBean(Predictor.class));
        assertThat(kept[0].status().state()).isEqualTo(PredictorStatus.State.CLOSED);
    }

    @Test
    void settingsReachThePredictor() throws IOException {
        Path log = temp.resolve("log");
        withHouse(
                        "modelkeel.models.house.contract=coerce",
                        "modelkeel.models.house.warm-up=0",
                        "modelkeel.models.house.refresh-every=5s",
                        "modelkeel.models.house.fallback-value=1",
                        "modelkeel.models.house.log.directory=" + log,
                        "modelkeel.models.house.log.inputs=false")
                .run(context -> assertThat(context.getBean(Predictor.class)
                                .predict(Map.of("sqft", "1000", "town", "Bern"))
                                .value())
                        .isEqualTo(150_000));
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    void withoutAContractATextIsNotANumber() {
        withHouse().run(context -> {
            Predictor predictor = context.getBean(Predictor.class);
            assertThatThrownBy(() -> predictor.predict(Map.of("sqft", "1000", "town", "Bern")))
                    .isInstanceOf(InvalidInputException.class);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modelkeel.models.house.refesh-every=5s | refesh-every",
                "modelkeel.models.house.refresh-every=-5s | refreshEvery must not be negative",
                "modelkeel.models.house.startup=eager | startup",
                "modelkeel.models.house.warm-up=-1 | warmUp must not be negative: -1",
                "modelkeel.models.other.warm-up=5 | modelkeel.models.other.uri is missing",
                "modelkeel.models.other.uri=s3:x | s3:x",
                "modelkeel.models.house.log.one-in=5 | modelkeel.models.house.log.directory is missing",
                "modelkeel.models.house.monitor.window=1m | has no profile.json among its files",
                "modelkeel.models.price.uri=classpath:house | modelkeel.models.price: there is another bean named 'price'",
                "modelkeel.tracking.username=me | modelkeel.tracking.username and modelkeel.tracking.password go together",
            })
    void whatIsWrongIsNamed(String property, String message) {
        withHouse(property).withBean("price", String.class).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
        });
    }

    @Test
    void aCustomizerHasTheLastWord() {
        withHouse("modelkeel.models.house.contract=strict")
                .withBean(
                        PredictorCustomizer.class,
                        () -> (name, builder) ->
                                builder.inputPolicy(name.equals("house") ? InputPolicy.COERCE : InputPolicy.TYPED))
                .run(context -> assertThat(context.getBean(Predictor.class)
                                .predict(Map.of("sqft", "1000", "town", "Bern"))
                                .value())
                        .isEqualTo(150_000));
    }

    @Test
    void theCustomizerOfThePageGuardsItsModels() {
        withHouse("modelkeel.tracking.uri=http://127.0.0.1:9")
                .withUserConfiguration(Service.class, GuardedModels.class)
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .find("ml.guard.state")
                                .gauge())
                        .isNotNull());
    }

    /** As {@code ${TOKEN:}} is without the variable. */
    @Test
    void anEmptyPropertyIsNotSet() {
        runner.withPropertyValues(
                        "modelkeel.tracking.uri=",
                        "modelkeel.tracking.registry-uri=",
                        "modelkeel.tracking.token=",
                        "modelkeel.tracking.username=",
                        "modelkeel.tracking.password=")
                .run(context -> assertThat(context.getBean(ClientConfig.class).authorization())
                        .isEqualTo(ClientConfig.fromEnvironment().authorization()));
    }

    @Test
    void theConnectionIsThatOfTheProperties() {
        runner.withPropertyValues(
                        "modelkeel.tracking.uri=http://127.0.0.1:9",
                        "modelkeel.tracking.registry-uri=http://127.0.0.1:8",
                        "modelkeel.tracking.token=secret",
                        "modelkeel.tracking.cache-directory=" + temp)
                .run(context -> {
                    ClientConfig config = context.getBean(ClientConfig.class);
                    assertThat(config.trackingUri()).isEqualTo("http://127.0.0.1:9");
                    assertThat(config.registryUri()).isEqualTo("http://127.0.0.1:8");
                    assertThat(config.authorization()).contains("Bearer secret");
                    assertThat(config.cacheDirectory()).isEqualTo(temp);
                    assertThat(context.getBean(ModelkeelProperties.class).toString())
                            .doesNotContain("secret");
                    assertThat(context).hasSingleBean(Registry.class).hasSingleBean(Tracker.class);
                });
    }

    @Test
    void whatTheApplicationMakesItselfWins() {
        ClientConfig own =
                ClientConfig.builder().trackingUri("http://127.0.0.1:7").build();
        runner.withBean(ClientConfig.class, () -> own)
                .withPropertyValues("modelkeel.tracking.uri=http://127.0.0.1:9")
                .run(context -> assertThat(context.getBean(ClientConfig.class)).isSameAs(own));
    }

    @Test
    void withoutTheJarOfTrackingThereIsNoTracker() {
        withHouse()
                .withClassLoader(new FilteredClassLoader("io.github.modelkeel.tracking"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Predictor.class)
                        .doesNotHaveBean("modelkeelTracker"));
    }

    @Test
    void aMonitorWatchesThePredictorAndEndsWithIt() throws IOException {
        List<Map<String, Object>> rows = IntStream.range(0, 100)
                .mapToObj(i -> Map.<String, Object>of("sqft", 900 + i, "town", "Bern"))
                .toList();
        Files.writeString(
                temp.resolve("house/profile.json"),
                StoredProfile.of(Profile.ofRows(rows)).toJson());
        MeterRegistry meters = new SimpleMeterRegistry();
        withHouse("modelkeel.models.house.monitor.window=1m", "modelkeel.models.house.monitor.windows=3")
                .withBean(MeterRegistry.class, () -> meters)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(meters.find("ml.data.drift.rows").gauges()).hasSize(1);
                });
        assertThat(meters.find("ml.data.drift.rows").gauges()).isEmpty();
    }

    /** Nothing asks for the monitors, so that beans made when they are asked for would never watch. */
    @Test
    void aMonitorWatchesAlsoWhereBeansAreMadeWhenTheyAreAskedFor() throws IOException {
        List<Map<String, Object>> rows = IntStream.range(0, 100)
                .mapToObj(i -> Map.<String, Object>of("sqft", 900 + i, "town", "Bern"))
                .toList();
        Files.writeString(
                temp.resolve("house/profile.json"),
                StoredProfile.of(Profile.ofRows(rows)).toJson());
        withHouse("modelkeel.models.house.monitor.window=1m")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context.getBeanFactory().containsSingleton("modelkeelMonitors"))
                        .isTrue());
    }

    /** Health and readiness go by the property, so nothing else may decide. */
    @Test
    void whatAStartDoesIsWhatThePropertySaysAlsoWithACustomizer() {
        withHouse("modelkeel.models.house.startup=fail")
                .withBean(
                        PredictorCustomizer.class,
                        () -> (name, builder) -> builder.startup(PredictorBuilder.Startup.LAZY))
                .run(context -> assertThat(
                                context.getBean(Predictor.class).status().state())
                        .isEqualTo(PredictorStatus.State.LIVE));
    }

    @Test
    void aMonitorNeedsItsJarAndSaysSo() {
        withHouse("modelkeel.models.house.monitor.window=1m")
                .withClassLoader(new FilteredClassLoader(Monitor.class))
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure()).hasStackTraceContaining("modelkeel-drift-monitor");
                });
    }
}
