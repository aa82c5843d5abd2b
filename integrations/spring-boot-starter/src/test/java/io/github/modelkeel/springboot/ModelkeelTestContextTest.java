package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Predictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextCustomizer;

@DisabledIfSystemProperty(
        named = "modelkeel.boot",
        matches = "4",
        disabledReason = "Spring 7 asks for JUnit 6; verification/consumers runs such a test with both")
@ModelkeelTest(models = @ModelkeelTest.Model(name = "house", directory = "src/test/resources/house"))
class ModelkeelTestContextTest {
    @Test
    void theServerIsTheTestsOwnAndComponentsAreNotScanned(
            @Autowired ClientConfig config, @Autowired Predictor house, @Autowired ApplicationContext context) {
        assertThat(config.trackingUri()).startsWith("http://127.0.0.1:");
        assertThat(config.cacheDirectory().toString()).contains("modelkeel-test-");
        assertThat(context.getBeanNamesForType(GuardedModels.class)).isEmpty();
        assertThat(context.containsBean("modelsEndpoint")).isFalse();

        Houses.promote(config, 170);
        house.refresh();
        assertThat(house.version()).isEqualTo(2);
    }

    @Test
    void theServerOfAContextIsDeletedWithIt() {
        TestServer server = TestServer.start(List.of());
        Path directory = server.cache().resolveSibling("data");
        assertThat(directory).isDirectory();
        server.close();
        assertThat(Files.exists(directory)).isFalse();
    }

    @ModelkeelTest(models = @ModelkeelTest.Model(name = "house", directory = "src/test/resources/huose"))
    private static final class Misspelt {}

    @Test
    void aModelThatIsNotThereIsNamed() {
        List<ModelkeelTest.Model> models =
                List.of(Misspelt.class.getAnnotation(ModelkeelTest.class).models());
        assertThatThrownBy(() -> TestServer.start(models)).hasMessageContaining("huose, which does not exist");
    }

    /** What makes tests share a context, or not. */
    @Test
    void testsOfTheSameModelsShareAContext() {
        ModelkeelTestContext factory = new ModelkeelTestContext();
        ContextCustomizer own = factory.createContextCustomizer(ModelkeelTestContextTest.class, List.of());
        assertThat(own)
                .isNotNull()
                .isEqualTo(factory.createContextCustomizer(PricesTest.class, List.of()))
                .isNotEqualTo(factory.createContextCustomizer(Misspelt.class, List.of()));
        assertThat(factory.createContextCustomizer(String.class, List.of())).isNull();
    }
}
