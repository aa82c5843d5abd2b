package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A number for each text.
 *
 * @param keys distinct texts
 * @param values a number a text
 * @param otherwise the number of any other text
 * @param strict whether a row with another text is refused
 */
public record TextTable(List<String> keys, Numbers values, double otherwise, boolean strict) implements Operation {
    /**
     * Copies the texts and checks them.
     *
     * @param keys distinct texts
     * @param values a number a text
     * @param otherwise the number of any other text
     * @param strict whether a row with another text is refused
     * @throws IllegalArgumentException if there are none, one is there twice, or the sizes differ
     */
    public TextTable {
        keys = List.copyOf(keys);
        values.requireSize(keys.size(), "values");
        if (keys.isEmpty() || new HashSet<>(keys).size() != keys.size()) {
            throw new IllegalArgumentException("a table needs distinct texts: " + keys.size());
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public List<String> texts() {
        return keys;
    }

    @Override
    public boolean refusesOtherTexts() {
        return strict;
    }

    @Override
    public Kernel compile(CompileContext around) {
        int largest = keys.stream().mapToInt(around::codeOf).max().orElse(-1);
        double[] byCode = new double[largest + 1];
        Arrays.fill(byCode, otherwise);
        for (int i = 0; i < keys.size(); i++) {
            byCode[around.codeOf(keys.get(i))] = values.get(i);
        }
        double other = otherwise;
        return (slots, from, to) -> {
            double code = slots[from[0]];
            slots[to] = code >= 0 && code < byCode.length ? byCode[(int) code] : other;
        };
    }
}
