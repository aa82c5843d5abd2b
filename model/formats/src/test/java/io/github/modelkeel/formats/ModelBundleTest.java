package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    @TempDir
    Path directory;

    private final ScoringModel model = Samples.trees();

    @BeforeEach
    void write() throws IOException {
        ModelBundle.of(model, Samples.rows()).writeTo(directory);
    }

    @Test
    void whatIsWrittenIsReadBackEqual() throws IOException {
        ModelBundle read = ModelBundle.read(directory);
        assertThat(read.model()).isEqualTo(model);
        assertThat(read.exampleRows()).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(read.expectedPrediction(i))
                    .isEqualTo(model.predict(Samples.rows().get(i)));
            assertThat(read.model().predict(read.exampleRows().get(i))).isEqualTo(read.expectedPrediction(i));
        }
        Path classifier = directory.resolve("made/on/the/way");
        ModelBundle.of(Samples.linear(), Samples.rows()).writeTo(classifier);
        assertThat(ModelBundle.read(classifier).model()).isEqualTo(Samples.linear());
        ModelBundle.of(Samples.forest(), Samples.rows()).writeTo(classifier);
        assertThat(ModelBundle.read(classifier).model()).isEqualTo(Samples.forest());
    }

    @Test
    void writingTwiceGivesTheSameBytes() throws IOException {
        Path second = directory.resolve("second");
        ModelBundle.read(directory).writeTo(second);
        ModelBundle.read(second).writeTo(second);
        for (String file : List.of(
                "MLmodel",
                "model.json",
                "expected_predictions.json",
                "input_example.json",
                "serving_input_example.json",
                "model.onnx",
                "conda.yaml",
                "python_env.yaml",
                "requirements.txt")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(directory.resolve(file));
        }
        try (Stream<Path> files = Files.list(second)) {
            assertThat(files).hasSize(9);
        }
    }

    /**
     * The file in the resources was written by version 0.1.0. To remake it after a change of the format: run this test with
     * {@code -Dmodelkeel.golden=write}, and let the review see the difference.
     */
    @ParameterizedTest
    @ValueSource(strings = {"MLmodel", "model.json", "expected_predictions.json", "input_example.json", "model.onnx"})
    void theBytesAreThoseOfTheGoldenFiles(String file) throws IOException {
        Path golden = Path.of("src/test/resources/golden-v1", file);
        if ("write".equals(System.getProperty("modelkeel.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.copy(directory.resolve(file), golden, StandardCopyOption.REPLACE_EXISTING);
        }
        if (file.endsWith(".onnx")) {
            assertThat(directory.resolve(file)).hasSameBinaryContentAs(golden);
        } else {
            assertThat(directory.resolve(file)).hasSameTextualContentAs(golden, UTF_8);
        }
    }

    @Test
    void theGoldenDirectoryIsStillRead() throws IOException {
        assertThat(ModelBundle.read(Path.of("src/test/resources/golden-v1")).model())
                .isEqualTo(model);
    }

    @Test
    void otherBitsThanTheStoredOnesAreRefused() throws IOException {
        double expected = model.predict(Samples.rows().get(0));
        String bits = String.format("%016x", Double.doubleToLongBits(expected));
        String neighbour = String.format("%016x", Double.doubleToLongBits(Math.nextUp(expected)));
        replace("expected_predictions.json", bits, neighbour);
        refused("row 0", bits, neighbour, "not the expected");
    }

    @Test
    void furtherValuesOfLeavesThatDoNotFitAreRefused() throws IOException {
        ModelBundle.of(Samples.forest(), Samples.rows()).writeTo(directory);
        replace("model.json", "\"leaf_width\" : 3", "\"leaf_width\" : 2");
        refused("more \"further_values\"");
        replace("model.json", "\"leaf_width\" : 2", "\"leaf_width\" : 4");
        refused("fewer \"further_values\"");
        replace("model.json", "\"leaf_width\" : 4,", "");
        refused("go together");
    }

    @Test
    void aChangedLeafIsRefused() throws IOException {
        replace("model.json", "\"base\" : 0.5", "\"base\" : 0.75");
        refused("the model gives");
    }

    @Test
    void aRowThatTheModelRefusesIsRefused() throws IOException {
        replace("expected_predictions.json", "\"pool\" : true", "\"pool\" : 1");
        refused("the model refuses row", "'pool'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MLmodel", "model.json", "expected_predictions.json"})
    void anAbsentOrEmptyFileIsRefused(String file) throws IOException {
        Files.writeString(directory.resolve(file), "");
        refused(file);
        Files.delete(directory.resolve(file));
        refused(file + " does not exist");
        Files.createDirectory(directory.resolve(file));
        refused(file + " does not exist");
    }

    @Test
    void anAbsentDirectoryIsAnIoError() {
        assertThatThrownBy(() -> ModelBundle.read(directory.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"format_version\" : 1' | '\"format_version\" : 4' | format_version 4 is unknown; this version",
                "'\"format_version\" : 1' | '\"format_version\" : 1e9' | a whole number is expected",
                "'\"format_version\" : 1' | '\"format_version\" : 99999999999' | out of range",
                "'\"format_version\" : 1,' | '' | format_version must come first",
                "'\"link\" : \"exp\"' | '\"link\" : \"cube\"' | expected one of identity, logistic",
                "'\"link\" : \"exp\",' | '' | lacks [link]",
                "'\"link\" : \"exp\",' | '\"link\" : \"exp\", \"link\" : \"exp\",' | Duplicate",
                "'\"link\" : \"exp\",' | '\"link\" : \"exp\", \"lonk\" : 1,' | unknown field",
                "'\"base\" : 0.5' | '\"base\" : \"NaN\"' | base score must be finite",
                "'\"base\" : 0.5' | '\"base\" : 1e999999999' | out of range",
                "'\"base\" : 0.5' | '\"base\" : 0.1' | must be a float",
                "'\"base\" : 0.5' | '\"base\" : \"half\"' | a number is expected",
                "'\"features\" : 14' | '\"features\" : 2000000000' | number of features",
                "'\"features\" : 14' | '\"features\" : 15' | the scorer reads 15 features",
                "'\"tree_sizes\" : [ 5, 5' | '\"tree_sizes\" : [ 5, 6' | do not add up",
                "'\"tree_sizes\" : [ 5, 5' | '\"tree_sizes\" : [ 5, 500' | do not add up",
                "'\"tree_sizes\" : [ 5, 5' | '\"tree_sizes\" : [ 5, -5' | do not add up",
                "'\"tree_sizes\" : [ 5, 5' | '\"tree_sizes\" : [ 5' | different lengths",
                "'\"left\" : [ 1' | '\"left\" : [ 0' | cannot have child",
                "'\"left\" : [ 1, ' | '\"left\" : [ ' | different lengths",
                "'\"missing_left\" : [ 1' | '\"missing_left\" : [ 2' | missing_left must be 0 or 1",
                "'\"kind\" : \"log\"' | '\"kind\" : \"exec\"' | unknown step",
                "'\"classes\" : [ ]' | '\"classes\" : [ \"a\" ]' | two classes",
                "'\"classes\" : [ ]' | '\"classes\" : [ \"a\", \"b\" ]' | logistic link",
                "'\"classes\" : [ ]' | '\"classes\" : [ \"a\", \"b\", \"c\" ]' | a score and a link for each class",
                "'\"classes\" : [ ]' | '\"classes\" : [[[[[[[[[[[[[[[[[[[[' | string is expected",
                "'\"column\" : \"income\"' | '\"column\" : \"incme\"' | which is not there",
                "'\"name\" : \"income\"' | '\"name\" : \"\"' | needs a name",
            })
    void aBrokenModelFileIsRefusedForWhatIsWrong(String from, @Nullable String to, String reason) throws IOException {
        replace("model.json", from, to == null ? "" : to);
        refused("model.json", reason);
    }

    @Test
    void somethingAfterTheDocumentIsRefused() throws IOException {
        Files.writeString(directory.resolve("model.json"), Files.readString(directory.resolve("model.json")) + "{}");
        refused("trailing data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flavors: {python_function: {loader_module: os}}",
                "flavors: {modelkeel: {data: ../../etc/passwd, format_version: 1}}",
                "flavors: {modelkeel: {data: model.json, format_version: 2}}",
                "flavors: {modelkeel: {data: model.json}}",
                "flavors: {modelkeel: model.json}",
                "flavors: [modelkeel]",
                "flavors: {modelkeel: {data: model.json, format_version: 1}}\nflavors: {}",
                "a: &a [x]\nb: [*a]\nflavors: {modelkeel: {data: model.json, format_version: 1}}",
                "flavors: !!javax.script.ScriptEngineManager [x]",
                "- 1",
                "\u0000",
                "a: b: c"
            })
    void anMlModelFileOfAnotherKindIsRefused(String yaml) throws IOException {
        Files.writeString(directory.resolve("MLmodel"), yaml);
        refused("MLmodel");
    }

    @Test
    void aFlavorThatNoReaderTakesIsNamedWithTheWayThroughOnnx() throws IOException {
        Files.writeString(
                directory.resolve("MLmodel"),
                "flavors: {catboost: {data: model.cb}, python_function: {loader_module: mlflow.catboost}}");
        refused("among [catboost, python_function]");
        refused("one of CatBoost, PyTorch or another library, exported to ONNX and logged with mlflow.onnx");
    }

    @Test
    void unknownKeysOfMlflowDoNotDisturb() throws IOException {
        Path file = directory.resolve("MLmodel");
        Files.writeString(file, Files.readString(file) + "run_id: abc\r\nmodel_size_bytes: 7\nprompts: null\n");
        assertThat(ModelBundle.read(directory).model()).isEqualTo(model);
    }

    @Test
    void aFileBeyondItsLimitIsRefused() throws IOException {
        Files.writeString(directory.resolve("MLmodel"), "#".repeat(Limits.MAX_YAML_BYTES + 1));
        refused("MLmodel is larger than");
    }

    /** Kubernetes mounts every file as a link to a link of a directory beside it. */
    @Test
    void aSymbolicLinkWithinTheDirectoryIsFollowed() throws IOException {
        Path data = Files.createDirectory(directory.resolve("..2026_11_28"));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.move(file, data.resolve(file.getFileName()));
                Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
            }
        }
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_11_28"));
        assertThat(ModelBundle.read(directory).exampleRows()).isNotEmpty();
    }

    @Test
    void aSymbolicLinkOutOfTheDirectoryIsRefused(@TempDir Path elsewhere) throws IOException {
        Path file = directory.resolve("model.json");
        Path moved = Files.move(file, elsewhere.resolve("model.json"));
        Files.createSymbolicLink(file, moved);
        refused("model.json is a symbolic link that leads out of the model's directory");
    }

    @Test
    void aModelThatOnnxCannotSayIsWrittenWithoutAFormForPython() throws IOException {
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(1)
                .tree()
                .categorical(0, new int[] {1, 4}, 1, 2, false)
                .leaf(1)
                .leaf(2)
                .build();
        FittedPreprocessing plain = CompiledPreprocessing.of(
                List.of(Column.number("x")), List.of(new Chain("x", new Source.OfColumn("x"), List.of())));
        ScoringModel categorical = ScoringModelBuilder.model(plain, Column.number("y"), trees, Link.IDENTITY);
        ModelBundle bundle = ModelBundle.of(categorical, List.of(Map.of("x", 4)));
        Path to = directory.resolve("categorical");
        bundle.writeTo(to);
        assertThat(to.resolve("model.onnx")).doesNotExist();
        assertThat(to.resolve("MLmodel")).content().doesNotContain("onnx", "python_function");
        assertThat(ModelBundle.read(to).model()).isEqualTo(categorical);
        assertThatThrownBy(() -> bundle.writeOnnx(to.resolve("graph.onnx")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("split by categories");
        assertThat(to.resolve("graph.onnx")).doesNotExist();
    }

    @Test
    void aBundleNeedsRowsThatTheModelAccepts() {
        assertThatThrownBy(() -> ModelBundle.of(model, List.of())).hasMessageContaining("1 to 10000 example rows: 0");
        assertThatThrownBy(() -> ModelBundle.of(model, List.of(Map.of("x", 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("row 0");
    }

    private void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(directory.resolve(file));
        int at = text.indexOf(from);
        assertThat(at).as(from).isNotNegative();
        Files.writeString(directory.resolve(file), text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private void refused(String... parts) {
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .message()
                .contains(parts);
    }
}
