package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each of some numbers a row of values. Numbers are equal when their values are: 0 and -0 are one key.
 *
 * @param keys the distinct numbers; NaN means a missing one
 * @param values a row a key
 * @param otherwise the row of any other number; empty when another number must be refused
 */
public record LookupNumbers(Numbers keys, Matrix values, Numbers otherwise) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param keys the distinct numbers; NaN means a missing one
     * @param values a row a key
     * @param otherwise the row of any other number; empty when another number must be refused
     * @throws IllegalArgumentException if a key is there twice or the sizes do not fit
     */
    public LookupNumbers {
        Lookups.check(keys.size(), values, otherwise);
        if (Arrays.stream(keys.toArray()).map(key -> key + 0.0).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("keys must differ");
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return values.columns();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return Lookups.mayBeMissing(values, otherwise, output);
    }

    @Override
    public String words(int input) {
        return "encode " + keys.size() + " categories";
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] sorted =
                Arrays.stream(keys.toArray()).map(key -> key + 0.0).sorted().toArray();
        int width = values.columns();
        double[] rows = new double[(sorted.length + 1) * width];
        for (int key = 0; key < sorted.length; key++) {
            int place = Arrays.binarySearch(sorted, keys.get(key) + 0.0);
            for (int i = 0; i < width; i++) {
                rows[place * width + i] = values.get(key, i);
            }
        }
        boolean strict = otherwise.isEmpty();
        System.arraycopy(otherwise.toArray(), 0, rows, sorted.length * width, otherwise.size());
        String name = around.nameOf(0);
        return (slots, from, to) -> {
            double value = slots[from[0]] + 0.0;
            int place = Arrays.binarySearch(sorted, value);
            if (place < 0) {
                if (strict) {
                    throw unseen(name, value, sorted);
                }
                place = sorted.length;
            }
            System.arraycopy(rows, place * width, slots, to, width);
        };
    }

    private static InvalidInputException unseen(String name, double value, double[] keys) {
        List<String> known = new ArrayList<>();
        for (double key : keys) {
            known.add(Double.isNaN(key) ? "a missing value" : Double.toString(key));
        }
        return Lookups.unseen(name, Double.isNaN(value) ? "a missing value" : Double.toString(value), known);
    }
}
