package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.modelkeel.formats.document.ScorerJson;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.operation.FormField;
import io.github.modelkeel.formats.operation.OperationTypes;
import io.github.modelkeel.formats.operation.ValueForm;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Step;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that earlier builds wrote. They are read for ever, and what is written today has their bytes. A file is never changed: with
 * {@code -Dgolden.update=true} the absent ones are written, and those that are there stay.
 */
class GoldenFilesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden-models");
    private static final Map<String, ScoringModel> MODELS = new LinkedHashMap<>();

    static {
        MODELS.putAll(GoldenModels.models());
        MODELS.putAll(GoldenOperations.models());
    }

    static Stream<String> names() {
        return MODELS.keySet().stream();
    }

    private static ScoringModel model(String name) {
        return Objects.requireNonNull(MODELS.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theModelIsWrittenAsItAlwaysWas(String name) throws IOException {
        Path file = DIRECTORY.resolve(name);
        byte[] written = ModelJson.write(model(name));
        if (Files.notExists(file) && Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.write(file, written);
        }
        assertThat(file).as("write it once with -Dgolden.update=true").exists();
        assertThat(new String(written, UTF_8)).as(name).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsThereIsReadAndWrittenAgainWithItsBytes(String name) throws IOException {
        byte[] content = Files.readAllBytes(DIRECTORY.resolve(name));
        assertThatCode(() -> {
                    byte[] again = ModelJson.write(ModelJson.read(content));
                    assertThat(new String(again, UTF_8)).isEqualTo(new String(content, UTF_8));
                })
                .as(name)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFileIsReadAsTheSameModel(String name) throws IOException {
        byte[] content = Files.readAllBytes(DIRECTORY.resolve(name));
        assertThat(ModelJson.read(content)).as(name).isEqualTo(model(name));
    }

    @Test
    void everyFileHasItsModelAndTheVersionOfItsFolder() throws IOException {
        assertThat(files()).containsExactlyInAnyOrderElementsOf(MODELS.keySet());
        for (String name : files()) {
            assertThat(Files.readString(DIRECTORY.resolve(name)))
                    .startsWith("{\n  \"format_version\" : " + name.charAt(1) + ",");
        }
    }

    @Test
    void everyOperationHasAFileWithEachOfItsFieldsAndConstants() throws IOException {
        for (String name : OperationTypes.names()) {
            Path file = DIRECTORY.resolve("v3/operation-" + name + ".json");
            assertThat(file).exists();
            String text = Files.readString(file);
            assertThat(text).contains("\"operation\" : \"" + name + '"');
            for (FormField<?, ?> field : ScorerJson.OPERATIONS.form(name).fields()) {
                assertThat(text).contains('"' + field.name() + "\" : ");
                if (field.value() instanceof ValueForm.Constant<?> constant) {
                    assertThat(text).contains(entries(field.name(), constant));
                }
            }
        }
    }

    private static <E extends Enum<E>> List<String> entries(String field, ValueForm.Constant<E> constant) {
        return Arrays.stream(constant.constants())
                .map(each -> entry(field, constant.name().apply(each)))
                .toList();
    }

    private static String entry(String field, String name) {
        return '"' + field + "\" : \"" + name + '"';
    }

    /** The fields of the constants in {@link FileNames}. */
    private static final Map<Class<?>, String> FIELDS = Map.of(
            ColumnType.class, "type",
            TreeEnsembleScorer.Comparison.class, "comparison",
            TreeEnsembleScorer.Inputs.class, "inputs",
            DecisionRule.class, "labels",
            Link.class, "link",
            TreeEnsembleScorer.Sum.class, "sum",
            Step.Unseen.class, "unseen",
            FittedPreprocessing.ZeroDivision.class, "zero_division");

    @Test
    void bothRulesForUnknownColumnsAreInAFile() throws Exception {
        assertThat(all())
                .contains(entry("unknown_columns", FileNames.unknownColumns(true)))
                .contains(entry("unknown_columns", FileNames.unknownColumns(false)));
    }

    @Test
    void everyConstantOfAModelIsInAFile() throws Exception {
        String all = all();
        for (Method method : FileNames.class.getDeclaredMethods()) {
            Class<?> type = method.getParameterTypes()[0];
            if (method.isSynthetic() || !type.isEnum()) {
                continue;
            }
            String field = Objects.requireNonNull(FIELDS.get(type), "add the field of the constants " + type);
            for (Object constant : type.getEnumConstants()) {
                if (constant != DecisionRule.MOST_PROBABLE) { // a model without the field has these
                    assertThat(all).contains(entry(field, (String) method.invoke(null, constant)));
                }
            }
        }
    }

    @Test
    void theRuleThatAFileNeedNotNameIsReadWhereItIsNamed() throws IOException {
        String text = Files.readString(DIRECTORY.resolve("v3/labels-highest_score.json"));
        String named = text.replace(entry("labels", "highest_score"), entry("labels", "most_probable"));
        assertThat(named).isNotEqualTo(text);
        assertThat(ModelJson.read(named.getBytes(UTF_8)).decisionRule()).isEqualTo(DecisionRule.MOST_PROBABLE);
    }

    @Test
    void everyStepAndScorerIsInAFile() {
        Set<Class<?>> steps = MODELS.values().stream()
                .flatMap(model -> CompiledPreprocessing.chainsOf(model.preprocessing()).stream())
                .flatMap(chain -> chain.steps().stream())
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(steps).containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
        Set<Class<? extends Scorer>> scorers =
                MODELS.values().stream().map(model -> model.scorer().getClass()).collect(Collectors.toSet());
        assertThat(scorers).containsExactlyInAnyOrderElementsOf(ScorerJson.SAVED);
    }

    static Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            Set<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .forEach(file ->
                            names.add(DIRECTORY.relativize(file).toString().replace('\\', '/')));
            return names;
        }
    }

    private static String all() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : files()) {
            all.append(Files.readString(DIRECTORY.resolve(name)));
        }
        return all.toString();
    }
}
