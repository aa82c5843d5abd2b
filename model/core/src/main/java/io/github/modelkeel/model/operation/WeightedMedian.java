package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The first of the ascending inputs whose weights, added up from the least on, reach half of all: what AdaBoost for regressions says in
 * scikit-learn. The value is one of the inputs, with its bits.
 *
 * @param weights a finite weight an input, at least one
 */
public record WeightedMedian(Numbers weights) implements Operation {
    /**
     * Checks the weights.
     *
     * @param weights a finite weight an input, at least one
     * @throws IllegalArgumentException if there are none, or one is not finite
     */
    public WeightedMedian {
        if (Objects.requireNonNull(weights, "weights").requireFinite("weights").isEmpty()) {
            throw new IllegalArgumentException("a median needs an input");
        }
    }

    @Override
    public int inputs() {
        return weights.size();
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] each = weights.toArray();
        return (slots, from, to) -> {
            int[] order = IntStream.range(0, each.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> slots[from[i]]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] sums = new double[order.length];
            double sum = 0;
            for (int i = 0; i < order.length; i++) {
                sum += each[order[i]];
                sums[i] = sum;
            }
            double half = 0.5 * sum;
            int median = 0;
            while (median < sums.length - 1 && sums[median] < half) {
                median++;
            }
            slots[to] = slots[from[order[median]]];
        };
    }

    @Override
    public String toString() {
        return "WeightedMedian" + Arrays.toString(weights.toArray());
    }
}
