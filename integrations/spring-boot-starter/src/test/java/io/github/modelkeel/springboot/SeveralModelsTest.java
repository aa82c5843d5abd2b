package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Models of one address, of one name, and of names that Spring takes for one. */
class SeveralModelsTest {
    private static final Map<String, Object> ROW = Map.of("sqft", 1000, "town", "Bern");

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(App.class);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    /** An application that has nothing of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    @TempDir
    private Path temp = Path.of("");

    private String house = "";

    @BeforeEach
    void saveAModel() throws IOException {
        house = saved("one");
    }

    /** A model that is called {@code house}, with the profile of its training data. */
    private String saved(String where) throws IOException {
        Path directory = temp.resolve(where).resolve("house");
        String address = Houses.saved(directory, 150);
        List<Map<String, Object>> rows = IntStream.range(0, 100)
                .mapToObj(i -> Map.<String, Object>of("sqft", 900 + i, "town", "Bern"))
                .toList();
        Files.writeString(
                directory.resolve("profile.json"),
                StoredProfile.of(Profile.ofRows(rows)).toJson());
        return address;
    }

    private ApplicationContextRunner measured(String... properties) {
        return runner.withBean(MeterRegistry.class, () -> meters).withPropertyValues(properties);
    }

    /** What an operating system gives a process. */
    private ApplicationContextRunner withVariable(String name, String value) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, value))));
    }

    private double predictions(String model) {
        return meters.get("ml.predictions")
                .tags("model", model, "outcome", "success")
                .functionCounter()
                .count();
    }

    private List<String> models(String meter) {
        List<String> models = new ArrayList<>();
        for (Meter each : meters.find(meter).meters()) {
            models.add(each.getId().getTag("model"));
        }
        return models;
    }

    @Test
    void modelsOfOneAddressAreMeasuredApart() {
        measured("modelkeel.models.strict.uri=" + house, "modelkeel.models.lenient.uri=" + house)
                .run(context -> {
                    Predictor strict = context.getBean("strict", Predictor.class);
                    Predictor lenient = context.getBean("lenient", Predictor.class);
                    for (int i = 0; i < 3; i++) {
                        strict.predict(ROW);
                    }
                    lenient.predict(ROW);
                    assertThat(predictions("strict")).isEqualTo(3);
                    assertThat(predictions("lenient")).isEqualTo(1);
                    strict.close();
                    assertThat(predictions("lenient")).isEqualTo(1);
                    assertThat(models("ml.predictions")).containsOnly("lenient");
                });
    }

    @Test
    void aModelOfAnotherAddressKeepsItsName() throws IOException {
        measured(
                        "modelkeel.models.strict.uri=" + house,
                        "modelkeel.models.lenient.uri=" + house,
                        "modelkeel.models.other.uri=" + saved("two"))
                .run(context -> assertThat(models("ml.model.staleness"))
                        .containsExactlyInAnyOrder("strict", "lenient", "house"));
    }

    @Test
    void modelsOfOneNameAreWatchedApart() throws IOException {
        measured(
                        "modelkeel.models.champion.uri=" + house,
                        "modelkeel.models.champion.monitor.window=1m",
                        "modelkeel.models.challenger.uri=" + saved("two"),
                        "modelkeel.models.challenger.monitor.window=1m")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(models("ml.data.drift.rows")).containsExactlyInAnyOrder("champion", "challenger");
                });
    }

    @Test
    void aBeanMayHaveTheNameOfAnotherOnesModel() throws IOException {
        Path other = temp.resolve("three/champion");
        saved("four");
        Files.createDirectories(temp.resolve("three"));
        Files.move(temp.resolve("four/house"), other);
        measured(
                        "modelkeel.models.champion.uri=" + house,
                        "modelkeel.models.champion.monitor.window=1m",
                        "modelkeel.models.challenger.uri=" + saved("two"),
                        "modelkeel.models.challenger.monitor.window=1m",
                        "modelkeel.models.third.uri=" + other.toUri(),
                        "modelkeel.models.third.monitor.window=1m")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(models("ml.data.drift.rows"))
                            .containsExactlyInAnyOrder("champion", "challenger", "third");
                });
    }

    @Test
    void oneMonitoredModelHasTheNameOfItsModel() {
        measured("modelkeel.models.mine.uri=" + house, "modelkeel.models.mine.monitor.window=1m")
                .run(context -> assertThat(models("ml.data.drift.rows")).containsExactly("house"));
    }

    @Test
    void aVariableSetsTheModelThatTheFileNamesWithADash() throws IOException {
        String other = saved("two");
        withVariable("MODELKEEL_MODELS_DEARHOUSE_URI", other)
                .withPropertyValues(
                        "modelkeel.models.dear-house.uri=" + house, "modelkeel.models.dear-house.monitor.window=1m")
                .withBean(MeterRegistry.class, () -> meters)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Predictor.class)).containsOnlyKeys("dear-house");
                    assertThat(context.getBean(Predictor.class).status().uri()).isEqualTo(other);
                    assertThat(models("ml.data.drift.rows")).containsExactly("house");
                    assertThat(models("ml.model.staleness")).containsExactly("house");
                });
    }

    @Test
    void aVariableAloneNamesAModelToo() {
        withVariable("MODELKEEL_MODELS_DEARHOUSE_URI", house)
                .run(context ->
                        assertThat(context.getBeansOfType(Predictor.class)).containsOnlyKeys("dearhouse"));
    }

    @Test
    void twoSpellingsOfOneNameAreRefused() {
        runner.withPropertyValues("modelkeel.models.dear-house.uri=" + house, "modelkeel.models.dearHouse.warm-up=5")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .hasStackTraceContaining("modelkeel.models.dear-house")
                            .hasStackTraceContaining("modelkeel.models.dearHouse")
                            .hasStackTraceContaining("write it in one way");
                });
    }
}
