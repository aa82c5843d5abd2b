package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.transformer.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The categorical features of histogram boosting. From version 1.4 on an encoder puts them first, as indices among the categories, and a
 * category it does not know is missing; before, the categories are whole numbers from 0 to 254 themselves.
 */
final class HistCategories {
    private final int[] columns;
    private final List<Optional<double[]>> known;
    private final boolean encoded;

    private HistCategories(int[] columns, List<Optional<double[]>> known, boolean encoded) {
        this.columns = columns;
        this.known = known;
        this.encoded = encoded;
    }

    static HistCategories read(Located at, int features) {
        Located mask = at.attribute("is_categorical_");
        long[] categorical = mask.isNone() ? new long[features] : mask.longs();
        if (categorical.length != features) {
            throw mask.refusal(features + " booleans are expected");
        }
        Optional<Located> preprocessor = at.find("_preprocessor").filter(found -> !found.isNone());
        return preprocessor.isPresent() ? encoded(preprocessor.get(), categorical) : plain(at, categorical);
    }

    private static HistCategories encoded(Located preprocessor, long[] categorical) {
        int[] first = indices(categorical, 1);
        List<Located> lists = lists(encoder(preprocessor), first.length);
        List<Optional<double[]>> known = new ArrayList<>();
        lists.forEach(list -> known.add(Optional.of(numbers(list))));
        int[] others = indices(categorical, 0);
        Arrays.stream(others).forEach(column -> known.add(Optional.empty()));
        return new HistCategories(ScorerProgram.join(first, others), known, true);
    }

    private static Located encoder(Located preprocessor) {
        Located encoder = preprocessor.attribute("transformers_").element(0).element(1);
        if (!encoder.className().equals("sklearn.preprocessing._encoders.OrdinalEncoder")) {
            throw encoder.refusal("the encoder of the categorical features is expected");
        }
        return encoder;
    }

    private static List<Located> lists(Located encoder, int features) {
        List<Located> lists = encoder.attribute("categories_").elements();
        if (lists.size() != features) {
            throw encoder.refusal("categories of " + features + " features are expected");
        }
        return lists;
    }

    /** The encoder of the categorical features, when some of them are texts. */
    static Optional<Located> textEncoder(Located at) {
        return at.find("_preprocessor")
                .filter(found -> !found.isNone())
                .map(HistCategories::encoder)
                .filter(encoder -> encoder.attribute("categories_").elements().stream()
                        .anyMatch(list -> list.array().objects().isPresent()
                                || list.array().texts().isPresent()));
    }

    /** The categories of an estimator whose features were encoded and put in order before. */
    static HistCategories ofEncoded(Located encoder, int categorical, int features) {
        List<Optional<double[]>> known = new ArrayList<>();
        for (Located list : lists(encoder, categorical)) {
            Categories categories = Categories.of(list);
            int count = categories.size() - (categories.missing() < 0 ? 0 : 1);
            known.add(Optional.of(IntStream.range(0, count).asDoubleStream().toArray()));
        }
        while (known.size() < features) {
            known.add(Optional.empty());
        }
        return new HistCategories(IntStream.range(0, features).toArray(), known, true);
    }

    /** The features that are categorical, or those that are not. */
    static List<Integer> columns(Located at, boolean categorical) {
        long[] mask = at.attribute("is_categorical_").longs();
        return IntStream.range(0, mask.length)
                .filter(i -> (mask[i] != 0) == categorical)
                .boxed()
                .toList();
    }

    /** The categories but NaN, which comes last. */
    private static double[] numbers(Located list) {
        if (list.array().objects().isPresent() || list.array().texts().isPresent()) {
            throw list.refusal("categories of text inside histogram boosting are not supported; encode them in a"
                    + " step before it, with OrdinalEncoder, and name the columns in categorical_features");
        }
        return Arrays.stream(list.doubles())
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static HistCategories plain(Located at, long[] categorical) {
        List<Optional<double[]>> known = new ArrayList<>();
        Located thresholds = at.attribute("_bin_mapper").attribute("bin_thresholds_");
        for (int i = 0; i < categorical.length; i++) {
            known.add(
                    categorical[i] == 0
                            ? Optional.empty()
                            : Optional.of(thresholds.element(i).doubles()));
        }
        return new HistCategories(IntStream.range(0, categorical.length).toArray(), known, false);
    }

    private static int[] indices(long[] mask, int wanted) {
        return IntStream.range(0, mask.length).filter(i -> mask[i] == wanted).toArray();
    }

    boolean isEmpty() {
        return known.stream().allMatch(Optional::isEmpty);
    }

    /** The column that the trees' feature is made of. */
    int column(int feature) {
        return columns[feature];
    }

    /** The numbers that a feature knows, null for one that is not categorical. */
    double @Nullable [] known(int feature) {
        return known.get(feature).orElse(null);
    }

    /** Whether 2.7 is the category 2. */
    boolean truncated() {
        return !encoded;
    }

    /** The indices that a bit set of categories, as the trees hold it, has among those of a feature. */
    int[] members(Located at, int feature, ArrayNode bitsets, int row) {
        double[] categories = feature < known.size() ? known(feature) : null;
        int[] shape = bitsets.shape();
        long[] words = bitsets.longs().orElse(new long[0]);
        if (categories == null
                || shape.length != 2
                || row < 0
                || row >= shape[0]
                || words.length != shape[0] * shape[1]) {
            throw at.refusal("a split by categories has no set of them, or looks at the feature " + feature
                    + ", which has none");
        }
        int width = shape[1];
        return IntStream.range(0, categories.length)
                .filter(i -> isMember(words, row * width, width, encoded ? i : (int) categories[i]))
                .toArray();
    }

    private static boolean isMember(long[] words, int from, int width, int bit) {
        return bit >= 0
                && bit / Integer.SIZE < width
                && ((words[from + bit / Integer.SIZE] >>> (bit % Integer.SIZE)) & 1) != 0;
    }
}
