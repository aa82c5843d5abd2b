package io.github.modelkeel.boosters.model;

import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The categories of a feature as the data frame of the training had them, in the order of their codes, which are what the trees know.
 * Immutable.
 *
 * @param kind what the categories are
 * @param keys the categories: strings, or doubles for numbers and for booleans, which are 1 and 0
 * @param refusesOthers whether a category that is not among them is refused, as XGBoost does, or counts as a missing one, as in LightGBM
 */
public record FeatureCategories(Kind kind, List<Object> keys, boolean refusesOthers) {
    static final int MAX_CATEGORIES = 1_000_000;

    /** Whole numbers from here on are not distinguishable. */
    private static final double MAX_NUMBER = 0x1p53;

    /** What the categories of a feature are. */
    public enum Kind {
        /** Texts. */
        TEXT("texts"),
        /** Numbers. */
        NUMBER("numbers"),
        /** True and false. */
        BOOLEAN("booleans");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        /** {@return the word for several of them} */
        public String plural() {
            return plural;
        }
    }

    /**
     * Copies the categories and checks that a code can be found for each.
     *
     * @param kind what the categories are
     * @param keys the categories
     * @param refusesOthers whether a category that is not among them is refused
     */
    public FeatureCategories {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it has no categories");
        }
        for (Object key : keys) {
            if (key instanceof String != (kind == Kind.TEXT)) {
                throw new IllegalArgumentException("its categories are not all " + kind.plural());
            }
            if (key instanceof Double number && !(Math.abs(number) < MAX_NUMBER)) {
                throw new IllegalArgumentException(
                        "its category " + key + " is too large to be distinguished from others");
            }
        }
    }

    /**
     * From a category to its code; a missing one stays missing.
     *
     * @return an operation of one input and one output
     */
    public Operation codes() {
        double[] codes = IntStream.range(0, keys.size()).asDoubleStream().toArray();
        Numbers others = refusesOthers ? Numbers.of() : Numbers.of(Double.NaN);
        if (kind == Kind.TEXT) {
            List<String> texts = keys.stream().map(String.class::cast).toList();
            Matrix values = new Matrix(codes.length, 1, Numbers.of(codes));
            return new LookupTexts(texts, values, Numbers.of(Double.NaN), others);
        }
        List<Double> numbers = new ArrayList<>();
        keys.forEach(key -> numbers.add((Double) key));
        numbers.add(Double.NaN);
        double[] withMissing = IntStream.rangeClosed(0, keys.size())
                .mapToDouble(i -> i < codes.length ? codes[i] : Double.NaN)
                .toArray();
        return new LookupNumbers(
                Numbers.of(numbers.stream().mapToDouble(Double::doubleValue).toArray()),
                new Matrix(withMissing.length, 1, Numbers.of(withMissing)),
                others);
    }
}
