package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of value, in every protocol, is what Python says it is. */
class PythonValuesTest {
    static Stream<String> values() {
        return Fixtures.names().stream().filter(name -> name.startsWith("values."));
    }

    static Stream<String> npyFiles() {
        return Fixtures.names().stream().filter(name -> name.endsWith(".npy"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void everyKindOfValueIsRead(String file) {
        Located root = Fixtures.read(file);
        Map<?, ?> expected = Fixtures.expected("values");
        assertThat(((DictNode) root.node()).size()).isEqualTo(expected.size()).isGreaterThan(15);
        expected.forEach((key, description) -> {
            Object described = Description.of(root.entry((String) key).node());
            assertThat(described).as("%s", key).isEqualTo(sorted(description));
        });
    }

    /** Python sorts the elements of a set by their JSON, this test by their text. */
    private static @Nullable Object sorted(@Nullable Object description) {
        if (description instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                boolean set = key.equals("set") || key.equals("frozenset");
                copy.put(key, set && value instanceof List<?> items ? byText(items) : sorted(value));
            });
            return copy;
        }
        return description instanceof List<?> items
                ? items.stream().map(PythonValuesTest::sorted).toList()
                : description;
    }

    private static List<?> byText(List<?> items) {
        return items.stream()
                .map(PythonValuesTest::sorted)
                .sorted(Comparator.comparing(String::valueOf))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("npyFiles")
    void everyVersionOfNumpysFormatIsRead(String file) {
        assertThat(Description.of(Fixtures.read(file).node())).isEqualTo(Fixtures.expected(file));
    }

    @Test
    void theNamesOfNumpy1AreKnown() {
        assertThat(Fixtures.read("numpy1.pkl").doubles()).containsExactly(0, 1, 2);
    }

    @Test
    void aListThatContainsItselfIsRead() {
        Located loop = Fixtures.read("loop.pkl");
        assertThat(loop.element(2).node()).isSameAs(loop.node());
        assertThat(loop.element(1).entry("again").node())
                .isSameAs(loop.element(0).node());
        assertThat(loop.toString()).isEqualTo("model: LIST[3]");
    }

    @Test
    void dictionariesFindKeysByValue() {
        DictNode dict = (DictNode) Fixtures.read("values.p5.pkl").entry("dict").node();
        assertThat(dict.find("two")).contains(new Node.Int(2));
        assertThat(dict.find("three")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bz2", "xz", "lzma"})
    void aCompressionThatTheJdkLacksIsRefusedByName(String compression) {
        assertThatThrownBy(() -> Fixtures.read("logistic." + compression + ".joblib"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("compressed with " + compression)
                .hasMessageContaining("joblib.dump");
    }

    @Test
    void datesAreRefusedByName() {
        assertThatThrownBy(() -> Fixtures.read("datetime.pkl"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("datetime.pkl")
                .hasMessageContaining("datetime64");
    }

    @Test
    void classesAndFunctionsByValueAreHarmlessNodes() {
        Located model = Fixtures.read("by-value.cloudpickle").entry("model");
        assertThat(model.attribute("by").number()).isEqualTo(2.5);
        Located function = Fixtures.read("by-value.cloudpickle").entry("function");
        assertThat(function.className()).isEqualTo("cloudpickle.cloudpickle._make_function");
        assertThat(function.node().children()).isNotEmpty();
    }
}
