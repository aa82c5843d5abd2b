package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Experiments;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunOptions;
import io.github.modelkeel.tracking.Runs;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;

/** The page for those who come from MLflow's Java client names each method of it, and only methods of Modelkeel that exist. */
class MigrationPageTest {
    private static final Pattern ROW = Pattern.compile("\\| (`.*`) \\| (.*) \\|");
    private static final Pattern METHOD = Pattern.compile("`([A-Z][A-Za-z]+)\\.([a-z][A-Za-z]+)");

    private static final List<Class<?>> THEIRS = List.of(MlflowClient.class, MlflowContext.class, ActiveRun.class);
    private static final Map<String, Class<?>> OURS = Stream.of(
                    AsyncLogging.class,
                    ClientConfig.class,
                    ClientConfigBuilder.class,
                    Experiments.class,
                    ModelVersion.class,
                    Registry.class,
                    Run.class,
                    RunInfo.class,
                    RunOptions.class,
                    Runs.class,
                    Tracker.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final Map<String, String> ROWS = new TreeMap<>();

    @BeforeAll
    static void readThePage() throws IOException {
        for (String line : Files.readAllLines(Checkout.root().resolve("docs/migrate-from-mlflow-client.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ROWS.put(row.group(1), row.group(2));
            }
        }
    }

    @Test
    void everyMethodOfTheirsIsNamed() {
        Set<String> named = new TreeSet<>();
        for (String left : ROWS.keySet()) {
            METHOD.matcher(left).results().forEach(found -> named.add(found.group(1) + "." + found.group(2)));
        }
        Set<String> all = new TreeSet<>();
        for (Class<?> type : THEIRS) {
            methods(type).forEach(name -> all.add(type.getSimpleName() + "." + name));
        }
        assertThat(named).isEqualTo(all);
    }

    @Test
    void everyMethodOnThePageExists() {
        int checked = 0;
        for (String right : ROWS.values()) {
            for (Matcher found = METHOD.matcher(right); found.find(); checked++) {
                Class<?> type = OURS.get(found.group(1));
                assertThat(type == null ? Set.of() : names(type.getMethods()))
                        .as(right)
                        .contains(found.group(2));
            }
        }
        assertThat(checked).isGreaterThan(50);
    }

    private static Set<String> methods(Class<?> type) {
        return names(type.getDeclaredMethods());
    }

    private static Set<String> names(Method[] methods) {
        return Arrays.stream(methods)
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
