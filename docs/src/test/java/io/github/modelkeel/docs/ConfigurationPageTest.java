package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.driftmonitor.AlertRule;
import io.github.modelkeel.driftmonitor.MonitorBuilder;
import io.github.modelkeel.driftmonitor.Webhook;
import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.feast.FeastClientBuilder;
import io.github.modelkeel.registry.RegistryBuilder;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.servinghttp.ReplyFields;
import io.github.modelkeel.servinghttp.ScoringApiBuilder;
import io.github.modelkeel.servinghttp.ScoringServerBuilder;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.TrackerBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference of all variables and settings holds those that the code has, and no others. */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of(System.getProperty("modelkeel.root"));
    private static final Path PAGE = ROOT.resolve("docs/configuration.md");
    private static final Pattern LITERAL = Pattern.compile("\"((?:MLFLOW|MODELKEEL)_[A-Z0-9_]+)\"");
    private static final Pattern IN_PAGE = Pattern.compile("`((?:MLFLOW|MODELKEEL)_[A-Z0-9_]+)(?:=[^`]*)?`");
    private static final Pattern SETTING = Pattern.compile("`([a-z][A-Za-z]+)`");

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyVariableIsThereAndNoOther() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : WordsTest.files()) {
            if (file.toString().endsWith(".java")) {
                sources.append(Files.readString(file));
            }
        }
        Set<String> inCode = found(LITERAL, sources.toString());
        assertThat(inCode).contains("MLFLOW_TRACKING_URI", "MODELKEEL_CACHE_DIR");
        assertThat(found(IN_PAGE, Files.readString(PAGE))).isEqualTo(inCode);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ClientConfigBuilder.class,
                TrackerBuilder.class,
                AsyncLogging.Builder.class,
                PredictorBuilder.class,
                Guard.class,
                PredictionLog.class,
                RegistryBuilder.class,
                DriftOptions.Builder.class,
                MonitorBuilder.class,
                AlertRule.class,
                Webhook.class,
                ScoringApiBuilder.class,
                ReplyFields.class,
                ScoringServerBuilder.class,
                Evaluation.Builder.class,
                FeastClientBuilder.class
            })
    void everySettingIsThere(Class<?> builder) throws IOException {
        Set<String> settings = Arrays.stream(builder.getMethods())
                .filter(method -> method.getReturnType() == builder && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(settings).isNotEmpty();
        assertThat(found(SETTING, Files.readString(PAGE))).containsAll(settings);
    }

    /** {@code name(…)} in the text of a page is a method that exists. */
    @Test
    void thePagesNameOnlyMethodsThatExist() throws IOException {
        Pattern call = Pattern.compile("`(?:[A-Z][A-Za-z]*\\.)?([a-z][A-Za-z0-9]+)\\([^`]*\\)`");
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.find(
                ROOT, 20, (path, attributes) -> path.toString().endsWith(".java") && attributes.isRegularFile())) {
            for (Path file : files.toList()) {
                sources.append(Files.readString(file));
            }
        }
        Set<String> unknown = new TreeSet<>();
        for (Path page : DocumentationTest.pages()) {
            Matcher named = call.matcher(Files.readString(page));
            while (named.find()) {
                if (sources.indexOf(named.group(1) + "(") < 0) {
                    unknown.add(page.getFileName() + ": " + named.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }
}
