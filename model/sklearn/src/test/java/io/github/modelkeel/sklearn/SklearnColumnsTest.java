package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SklearnColumnsTest {
    /** The house model's preprocessing: {@code a} and {@code b} imputed and scaled, {@code size} encoded. */
    private static FittedPreprocessing house(String... typesAndNames) {
        return read("house.skops", typesAndNames);
    }

    private static FittedPreprocessing read(String file, String... typesAndNames) {
        List<ModelFlavor.Input> inputs = new ArrayList<>();
        for (int i = 0; i < typesAndNames.length; i += 2) {
            inputs.add(new ModelFlavor.Input(typesAndNames[i + 1], typesAndNames[i], true));
        }
        return SklearnModel.preprocessing(
                ModelFlavor.of("sklearn", file, ModelFlavor.UNKNOWN_CLASS, inputs), TransformerFixtures.root(file));
    }

    @Test
    void withoutASignatureTheModelsOwnNamesAndStepsSayWhatAColumnIs() {
        assertThat(house().columns())
                .containsExactly(
                        Column.number("a").asOptional(),
                        Column.number("b").asOptional(),
                        Column.text("size").asOptional());
    }

    private static FittedPreprocessing readTensor(String file, String type) {
        List<ModelFlavor.Input> tensors = List.of(new ModelFlavor.Input("", type, true));
        return SklearnModel.preprocessing(
                ModelFlavor.of("sklearn", file, ModelFlavor.UNKNOWN_CLASS, List.of())
                        .withTensors(tensors),
                TransformerFixtures.root(file));
    }

    @Test
    void aTensorOfNarrowFloatsIsRefusedAsColumnsOfThemAre() {
        String file = "min-max-plain.pkl";
        assertThat(readTensor(file, "float64").columns()).isEqualTo(read(file).columns());
        assertThatThrownBy(() -> readTensor(file, "float32"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("32-bit floats");
        assertThatThrownBy(() -> readTensor(file, "float16"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("16-bit floats");
    }

    @Test
    void theSignatureSaysTheTypesInWhateverOrder() {
        FittedPreprocessing read = house("string", "size", "long", "b", "double", "a");
        assertThat(read.columns())
                .containsExactly(
                        Column.number("a").asOptional(),
                        Column.number("b"),
                        Column.text("size").asOptional());
    }

    @Test
    void aColumnTransformerIgnoresMoreColumnsAndAScalerRefusesThem() {
        String[] more = {"double", "a", "double", "b", "string", "size", "double", "other"};
        assertThat(house(more).columns()).hasSize(3);
        assertThatThrownBy(() -> read(
                        "min-max-plain.pkl",
                        "double",
                        "a",
                        "double",
                        "b",
                        "double",
                        "full",
                        "double",
                        "c",
                        "double",
                        "k"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("MLmodel: the signature has the column 'k', which min-max-plain.pkl was not fitted with");
    }

    @Test
    void aSignatureThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> house("double", "a", "double", "b"))
                .hasMessage("MLmodel: the signature lacks the column 'size' of house.skops");
        assertThatThrownBy(() -> house("double", "a", "datetime", "b", "string", "size"))
                .hasMessageContaining("the column 'b' is of the type datetime, which cannot be served");
        assertThatThrownBy(() -> house("double", "a", "string", "b", "string", "size"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> house("double", "a", "double", "b", "double", "size"))
                .hasMessageContaining("the categories are not of the type of 'size', which holds numbers");
    }

    @Test
    void aColumnIsRequiredWhereASourceRefusesMissingValues() {
        List<Column> columns = read("poly.skops").columns();
        assertThat(columns).allMatch(Column::required);
        assertThat(columns).extracting(Column::type).containsOnly(ColumnType.NUMBER);
        assertThatThrownBy(() -> read("poly.skops").apply(Map.of("b", 1.0, "full", 2.0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column 'k' is absent");
    }

    @Test
    void anUnseenCategoryIsRefusedWithColumnValueAndWhatWasSeen() {
        FittedPreprocessing read = read("one-hot-error.pkl", "string", "size", "long", "k");
        assertThatThrownBy(() -> read.apply(Map.of("size", "XXL", "k", 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "column 'size' has a category that training never saw: \"XXL\"; it saw \"L\", \"M\", \"S\", \"XL\"");
        assertThatThrownBy(() -> read.apply(Map.of("size", "S", "k", 77)))
                .hasMessageStartingWith("column 'k' has a category that training never saw: 77.0; it saw -5.0, -4.0,");
    }

    @Test
    void columnsOf32BitFloatsAreRounded() {
        FittedPreprocessing read = read("one-hot-nan-number.pkl", "float", "c");
        assertThat(read.apply(Map.of("c", 2.5 + 1e-9))).isEqualTo(read.apply(Map.of("c", 2.5)));
    }

    @Test
    void theStepsAreSaidInWords() {
        assertThat(house().steps()).hasSize(3).first().asString().matches("a: fill -?[0-9.]+; standardize");
        assertThat(house().steps().get(2)).isEqualTo("size: encode 4 categories; one-hot 4");
    }

    @Test
    void featuresHaveTheNamesOfTheirColumns() {
        assertThat(house().featureNames()).containsExactly("a", "b", "size_L", "size_M", "size_S", "size_XL");
    }
}
