package io.github.modelkeel.boosters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Categories in the files of boosters that are damaged, do not fit the trees, or cannot be distinguished. */
class HostileCategoriesTest {
    private static final Path MODELS = ModelFiles.fixtures("booster-categories");

    private static byte[] bytes(String name, String file) throws IOException {
        return Files.readAllBytes(MODELS.resolve(name).resolve(file));
    }

    private static ModelFlavor flavor(String name) throws IOException {
        return ModelFiles.flavor(bytes(name, "MLmodel"));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"xgb-json, 1", "xgb-booster, 2", "lgb-booster, 3", "lgb-no-signature, 4"})
    void aDamagedFileIsRefusedOrRead(String name, long seed) throws IOException {
        Random random = new Random(seed);
        ModelFlavor flavor = flavor(name);
        byte[] valid = bytes(name, flavor.file());
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = HostileBoostersTest.damage(valid, random);
            try {
                ScoringModel model = ModelFiles.read(flavor, damaged);
                assertThat(model.signature().inputs()).isNotEmpty();
            } catch (ModelRefusedException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isBetween(20, 399);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"offsets\":[0,0,6,10,13,18]|\"offsets\":[0,0,6,10,13,17]|do not cover its texts",
                "\"offsets\":[0,0,6,10,13,18]|\"offsets\":[0,7,6,10,13,18]|do not ascend",
                "\"offsets\":[0,0,6,10,13,18]|\"offsets\":[0,0,0,10,13,18]|keys must differ",
                "\"offsets\":[0,0,6,10,13,18]|\"offsets\":[0.5,6,6,10,13,18]|whole numbers",
                "\"values\":[66,97|\"values\":[-61,97|characters outside ASCII",
                "\"type\":15|\"type\":8|use texts or whole numbers",
                "[-3,0,7,10]|[-3,0,7,9007199254740993]|too large to be distinguished",
                "[-3,0,7,10]|[-3,0,7,7]|keys must differ"
            })
    void categoriesOfXgboostThatDoNotFitAreRefused(String what, String instead, String why) throws IOException {
        assertThatThrownBy(() -> readChanged("xgb-json", what, instead))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[false, true]|[false, 1]|mixes booleans with others",
                "[false, true]|[null, true]|something else than texts",
                "[false, true]|[[true]]|pandas_categorical is broken",
                "[false, true]]|[false, true]|pandas_categorical is broken",
                "[false, true]]|[false, true], 5]|not a list of lists",
                "[false, true]|[]|has no categories",
                "[-3, 0, 7, 10]|[-3, 0]|was seen in training",
                "[-3, 0, 7, 10]|[-3, 0, 7, \"10\"]|not all numbers",
                "[-3, 0, 7, 10]|[-3, 0, 7, -3]|keys must differ",
                "[-3, 0, 7, 10], |``|does not say which"
            })
    void categoriesOfPandasThatDoNotFitAreRefused(String what, String instead, String why) throws IOException {
        assertThatThrownBy(() -> readChanged("lgb-no-signature", what, instead))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(flavor("lgb-no-signature").file())
                .hasMessageContaining(why);
    }

    /** Reads a model in whose file a text, which is there, is replaced. */
    private static void readChanged(String name, String what, String instead) throws IOException {
        ModelFlavor flavor = flavor(name);
        String text = new String(bytes(name, flavor.file()), StandardCharsets.UTF_8);
        assertThat(text).contains(what);
        ModelFiles.read(flavor, text.replace(what, instead).getBytes(StandardCharsets.UTF_8));
    }

    /** Ordered columns are not categorical features, so that only a signature can say which columns the lists belong to. */
    @Test
    void orderedCategoriesNeedTheSignature() throws IOException {
        ModelFlavor flavor = flavor("lgb-booster");
        byte[] content = bytes("lgb-booster", flavor.file());
        ModelFlavor unsigned = ModelFlavor.of("lightgbm", flavor.file(), flavor.modelClass(), List.of());
        assertThatThrownBy(() -> ModelFiles.read(unsigned, content))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("log it with the signature");
        assertThat(ModelFiles.read(flavor, content).signature().inputs())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.NUMBER,
                        ColumnType.TEXT,
                        ColumnType.NUMBER,
                        ColumnType.NUMBER,
                        ColumnType.BOOLEAN,
                        ColumnType.TEXT,
                        ColumnType.NUMBER);
    }

    @Test
    void theSignatureMustHoldWhatTheCategoriesAre() throws IOException {
        ModelFlavor flavor = flavor("xgb-booster");
        byte[] content = bytes("xgb-booster", flavor.file());
        List<ModelFlavor.Input> numbers = flavor.inputs().stream()
                .map(input -> new ModelFlavor.Input(input.name(), "long", true))
                .toList();
        assertThatThrownBy(() -> ModelFiles.read(ModelFlavor.of("xgboost", "model.ubj", "", numbers), content))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("its categories in model.ubj are texts");
    }

    /** XGBoost before 3.1 keeps the codes alone. */
    @Test
    void textsThatTheFileHasNoCategoriesOfAreRefusedWithTheWayOut() throws IOException {
        Path directory = ModelFiles.fixtures("python-models-older/xgb-categories-2.1");
        List<ModelFlavor.Input> inputs = List.of(
                new ModelFlavor.Input("a", "double", true),
                new ModelFlavor.Input("b", "double", true),
                new ModelFlavor.Input("c", "double", true),
                new ModelFlavor.Input("k", "string", true));
        ModelFlavor flavor = ModelFlavor.of("xgboost", "model.ubj", "", inputs);
        byte[] content = Files.readAllBytes(directory.resolve("model.ubj"));
        assertThatThrownBy(() -> ModelFiles.read(flavor, content))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("'k' is of the type string")
                .hasMessageContaining("XGBoost 3.1 or later");
    }

    @Test
    void anUnseenCategoryIsRefusedWithColumnValueAndWhatWasSeen() throws IOException {
        ScoringModel model = ModelBundle.read(MODELS.resolve("xgb-booster")).model();
        Map<String, @Nullable Object> row = new HashMap<>(Map.of("a", 1.0, "town", "Ulm", "size", 7L, "b", 1L));
        assertThat(model.predict(row)).isFinite();
        assertThat(model.steps()).contains("town: encode 5 categories");
        row.put("town", "Paris");
        assertThatThrownBy(() -> model.predict(row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("column 'town' has a category that training never saw: \"Paris\"; it saw");
        row.put("town", null);
        row.put("size", 8);
        assertThatThrownBy(() -> model.predict(row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("column 'size' has a category that training never saw: 8.0; it saw -3.0,");
        row.put("size", null);
        assertThat(model.predict(row)).isFinite();
    }
}
