package io.github.modelkeel.sklearn.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that scikit-learn fitted, in each form of file: the values are Python's, bit for bit, and the trees are the same. */
class ModelFilesTest {
    private static final List<String> MODELS = List.of("house", "forest", "logistic", "hist", "log1p");
    private static final Pattern STEP = Pattern.compile("\\.__getstate__\\(\\)\\['(\\w+)'\\]|\\.(\\w+)|\\[(\\d+)\\]");

    static Stream<String> files() {
        return Fixtures.names().stream()
                .filter(name -> MODELS.contains(model(name)))
                .filter(name -> !name.matches(".*\\.(bz2|xz|lzma)\\.joblib"));
    }

    private static String model(String file) {
        return file.substring(0, file.indexOf('.'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theValuesArePythons(String file) {
        Located root = Fixtures.read(file);
        Map<?, ?> expected = Fixtures.expected(model(file));
        assertThat(root.className()).isEqualTo(expected.get("class"));
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(expected.get("paths"));
        assertThat(paths).isNotEmpty();
        paths.forEach((path, value) -> assertThat(
                        (Object) Description.of(follow(root, (String) path).node()))
                .as("%s", path)
                .isEqualTo(value));
    }

    /** An index of an array of two dimensions is followed by the second one, which is 0 in all of these files. */
    private static Located follow(Located root, String path) {
        Located at = root;
        boolean secondIndex = false;
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (step.find()) {
            assertThat(step.start()).as(path).isEqualTo(end);
            end = step.end();
            String index = step.group(3);
            if (index == null) {
                at = at.attribute(step.group(1) == null ? step.group(2) : step.group(1));
                secondIndex = false;
            } else if (secondIndex) {
                secondIndex = false;
            } else {
                secondIndex = at.node() instanceof ArrayNode array && array.shape().length == 2;
                at = at.element(Integer.parseInt(index));
            }
        }
        assertThat(end).isEqualTo(path.length());
        return at;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyFormGivesTheSameTree(String file) {
        Located expected = Fixtures.read(model(file) + ".p5.pkl");
        TreeDifferences differences =
                TreeDifferences.between(expected.node(), Fixtures.read(file).node());
        assertThat(differences.found()).isEmpty();
        assertThat(differences.compared()).isGreaterThan(10);
    }

    @Test
    void aSparseMatrixHasTheSameArraysInBothForms() {
        for (String file : List.of("sparse.pkl", "sparse.skops")) {
            Located matrix = Fixtures.read(file).element(0);
            Map<?, ?> expected = Fixtures.expected("sparse");
            assertThat(matrix.className()).isEqualTo("scipy.sparse._csr.csr_matrix");
            for (String part : List.of("data", "indices", "indptr")) {
                assertThat((Object) Description.of(matrix.attribute(part).node()))
                        .isEqualTo(expected.get(part));
            }
            assertThat(matrix.attribute("_shape").element(1).integer()).isEqualTo(5);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"masked.p2.pkl", "masked.p5.pkl", "masked.joblib", "masked.skops"})
    void aMaskedArrayHasItsDataAndItsMaskInEveryForm(String file) {
        List<?> expected = Fixtures.expectedList("masked");
        assertThat(expected).hasSize(2);
        for (int i = 0; i < expected.size(); i++) {
            Located array = Fixtures.read(file).element(i);
            Map<?, ?> parts = (Map<?, ?>) expected.get(i);
            for (String part : List.of("data", "mask")) {
                assertThat((Object) Description.of(array.attribute(part).node()))
                        .isEqualTo(parts.get(part));
            }
        }
    }

    @Test
    void aTreesRecordsAreReadFieldByField() {
        Located tree = Fixtures.read("house.p5.pkl")
                .attribute("steps")
                .element(1)
                .element(1)
                .attribute("estimators_")
                .element(3)
                .attribute("tree_");
        long nodes = tree.attribute("node_count").integer();
        Located records = tree.attribute("nodes");
        assertThat(records.array().dtype().itemSize()).isEqualTo(64);
        assertThat(records.field("left_child").longs()).hasSize((int) nodes).startsWith(1);
        assertThat(records.field("threshold").doubles()).hasSize((int) nodes);
        assertThat(records.field("missing_go_to_left").longs()).containsOnly(0, 1);
    }

    @Test
    void aRefusalSaysWhere() {
        Located tree = Fixtures.read("house.skops")
                .attribute("steps")
                .element(1)
                .element(1)
                .attribute("estimators_")
                .element(3)
                .attribute("tree_");
        List<String> messages = new ArrayList<>();
        messages.add(refusal(() -> tree.attribute("leaves")));
        messages.add(refusal(() -> tree.attribute("nodes").field("left")));
        messages.add(refusal(() -> tree.attribute("nodes").doubles()));
        messages.add(refusal(() -> tree.attribute("max_depth").text()));
        messages.add(refusal(() -> tree.attribute("max_depth").element(0)));
        messages.add(refusal(() -> tree.argument(3)));
        String path = "house.skops: model.steps[1][1].estimators_[3].tree_";
        assertThat(messages)
                .containsExactly(
                        path + ": attribute 'leaves' is missing",
                        path + ".nodes: field 'left' is missing in an array [7] of record of 8 fields, 64 bytes",
                        path + ".nodes: an array of numbers is expected, it is an array [7] of record of 8 fields, "
                                + "64 bytes",
                        path + ".max_depth: a string is expected, it is a whole number",
                        path + ".max_depth: a list is expected, it is a whole number",
                        path + ": argument 3 is missing");
    }

    private static String refusal(Runnable action) {
        Throwable[] thrown = {new AssertionError("nothing was thrown")};
        assertThatThrownBy(action::run)
                .isInstanceOf(ModelRefusedException.class)
                .satisfies(e -> thrown[0] = e);
        return String.valueOf(thrown[0].getMessage());
    }
}
