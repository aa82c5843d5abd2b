package io.github.modelkeel.boosters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.formats.BoosterFixtures;
import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile files of boosters: refused with a message, within a second and a heap of 256 MB, or read as a model that works. */
@SuppressWarnings("StringConcatToTextBlock") // control characters and line ends are the point of these texts
class HostileBoostersTest {
    private static final Path MODELS = Path.of("src/test/resources/python-models");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long MAX_NANOS = 1_000_000_000L;
    private static final String[] WORDS = {
        "-1",
        "0",
        "2147483647",
        "-2147483648",
        "1e999",
        "nan",
        "[",
        "{",
        "]",
        "}",
        "\"",
        "=",
        "\n",
        "\n\n",
        " ",
        "Tree=0",
        "\u00ff"
    };

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "xgb-squared, 1",
        "xgb-categories, 2",
        "xgb-softprob, 3",
        "xgb-squared-json, 4",
        "xgb-one-hot, 5",
        "xgb-dart, 6",
        "lgb-regression, 7",
        "lgb-categories, 8",
        "lgb-multiclass, 9"
    })
    void aDamagedFileIsRefusedOrRead(String name, long seed) throws IOException {
        Random random = new Random(seed);
        ModelFlavor flavor = flavor(name);
        byte[] valid = Files.readAllBytes(MODELS.resolve(name).resolve(flavor.file()));
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = damage(valid, random);
            try {
                useful(within(flavor, damaged));
            } catch (ModelRefusedException e) {
                assertThat(e).hasMessageContaining(flavor.file());
                refused++;
            }
        }
        assertThat(refused).isBetween(40, 399);
    }

    static byte[] damage(byte[] valid, Random random) {
        byte[] copy = valid.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy = splice(copy, at, random.nextInt(20), new byte[0]);
                default ->
                    copy = splice(
                            copy,
                            at,
                            random.nextInt(4),
                            WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        return copy;
    }

    private static byte[] splice(byte[] content, int at, int drop, byte[] insert) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, at);
        out.writeBytes(insert);
        int rest = Math.min(content.length, at + drop);
        out.write(content, rest, content.length - rest);
        return out.toByteArray();
    }

    private static void useful(ScoringModel model) throws IOException {
        for (Map<String, @Nullable Object> row : BoosterFixtures.rows(model).subList(0, 3)) {
            try {
                Output answer = model.predictOne(Rows.of(row));
                assertThat(answer.hasLabel() ? answer.classProbabilities() : answer.values())
                        .allMatch(Double::isFinite);
            } catch (InvalidInputException e) {
                assertThat(e).message().isNotBlank();
            }
        }
    }

    private static ModelFlavor flavor(String name) throws IOException {
        byte[] mlModel = Files.readAllBytes(MODELS.resolve(name).resolve("MLmodel"));
        return ModelFiles.flavor(mlModel);
    }

    /** Reads within a second of CPU time; the limit of memory is the heap of this module's tests. */
    private static ScoringModel within(ModelFlavor flavor, byte[] content) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return ModelFiles.read(flavor, content);
        } finally {
            assertThat(THREADS.getCurrentThreadCpuTime() - start).isLessThan(MAX_NANOS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{L\0\0\0\0\0\0\0\1a[$d#L\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                "{L\0\0\0\0\0\0\0\1a[$Z#l\u007f\u00ff\u00ff\u00ff",
                "{L\0\0\0\0\0\0\0\1a[$T#l\u007f\u00ff\u00ff\u00ff",
                "{L\0\0\0\0\0\0\0\1a[#l\u007f\u00ff\u00ff\u00ff",
                "{L\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                "{L\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                "{L\0\0\0\0\0\0\0\1aSl\u007f\u00ff\u00ff\u00ff",
                "{$d#l\0\0\0\1",
                "{L\0\0\0\0\0\0\0\1a"
            })
    void aUbjsonBombIsRefused(String bomb) {
        assertRefused("xgboost", bomb.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void deepAndWideDocumentsAreRefused() {
        byte[] levels = "[".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        assertRefused("xgboost", splice("{L\0\0\0\0\0\0\0\1a".getBytes(StandardCharsets.ISO_8859_1), 11, 0, levels));
        assertRefused("xgboost", ("{\"a\":" + "[".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII));
        byte[] pads = "N".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        assertRefused("xgboost", splice("{L\0\0\0\0\0\0\0\1a".getBytes(StandardCharsets.ISO_8859_1), 11, 0, pads));
        byte[] empties = "Z".repeat(2 << 20).getBytes(StandardCharsets.US_ASCII);
        assertRefused("xgboost", splice("{L\0\0\0\0\0\0\0\1a[".getBytes(StandardCharsets.ISO_8859_1), 12, 0, empties));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree\nnum_tree_per_iteration=2000000000\n",
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=2147483647\nfeature_names=a\n\nend of trees\n",
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=0\nfeature_names=a\n\nTree=0\nnum_leaves=2000000\n\nend of trees\n",
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=0\nfeature_names=a\n\nTree=0\nnum_leaves=2\nnum_cat=1\n"
                        + "leaf_value=1 2\nsplit_feature=0\nthreshold=0\ndecision_type=1\nleft_child=-1\nright_child=-2\n"
                        + "cat_boundaries=0 1000000\ncat_threshold=1\n\nend of trees\n",
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=0\nfeature_names=a\n\nTree=0\nnum_leaves=3\nleaf_value=1 2 3\n"
                        + "split_feature=0 0\nthreshold=0 0\ndecision_type=2 2\nleft_child=1 0\nright_child=-1 -2\n\nend of trees\n",
                "tre",
                "\u0080\u0005cos\nsystem\n"
            })
    void aHostileTextIsRefused(String text) {
        assertRefused("lightgbm", text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertRefused(String name, byte[] content) {
        ModelFlavor flavor = ModelFlavor.of(name, "model.bin", "", List.of());
        assertThatThrownBy(() -> within(flavor, content))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("model.bin");
    }

    @ParameterizedTest
    @CsvSource({
        "'reg:squarederror', 'mine:loss', 'built-in objective'",
        "'gbtree', 'gbliny', 'gbtree'",
        "'\"num_target\":\"1\"', '\"num_target\":\"20000\"', 'classes or targets'",
        "'\"size_leaf_vector\":\"1\"', '\"size_leaf_vector\":\"3\"', 'one_output_per_tree'"
    })
    void whatIsNotSupportedIsRefusedWithTheWayOut(String what, String instead, String wayOut) throws IOException {
        ModelFlavor flavor = flavor("xgb-squared-json");
        String json = Files.readString(MODELS.resolve("xgb-squared-json").resolve(flavor.file()));
        assertThat(json).contains(what);
        byte[] changed = json.replace(what, instead).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ModelFiles.read(flavor, changed))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(wayOut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[[\"a\",\"b\"]]|true", "[[0,1]]|true", "[]|false", "null|false"})
    void categoriesOfPandasThatNoFeatureHasAreRefused(String categories, boolean refused) throws IOException {
        ModelFlavor flavor = flavor("lgb-regression");
        String text = Files.readString(MODELS.resolve("lgb-regression").resolve(flavor.file()));
        assertThat(text).contains("\npandas_categorical:null");
        String importances = IntStream.range(0, 2000)
                .mapToObj(i -> "column_" + i + "=1\n")
                .collect(Collectors.joining("", "feature_importances:\n", "\n\n"));
        byte[] changed = text.replace(
                        "\npandas_categorical:null", "\n" + importances + "pandas_categorical:" + categories)
                .getBytes(StandardCharsets.UTF_8);
        if (refused) {
            assertThatThrownBy(() -> ModelFiles.read(flavor, changed))
                    .isInstanceOf(ModelRefusedException.class)
                    .hasMessageContaining("pandas columns of the type category");
        } else {
            useful(ModelFiles.read(flavor, changed));
        }
    }
}
