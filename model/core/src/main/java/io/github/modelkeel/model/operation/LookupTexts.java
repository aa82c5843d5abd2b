package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Gives each of some texts a row of values.
 *
 * @param keys the distinct texts
 * @param values a row a key
 * @param missing the row of a missing text; empty when it counts as any other text
 * @param otherwise the row of any other text; empty when another text must be refused
 */
public record LookupTexts(List<String> keys, Matrix values, Numbers missing, Numbers otherwise) implements Operation {
    /**
     * Copies the keys and checks the sizes.
     *
     * @param keys the distinct texts
     * @param values a row a key
     * @param missing the row of a missing text; empty when it counts as any other text
     * @param otherwise the row of any other text; empty when another text must be refused
     * @throws IllegalArgumentException if a key is there twice or the sizes do not fit
     */
    public LookupTexts {
        keys = List.copyOf(keys);
        Lookups.check(keys.size(), values, otherwise);
        if (!missing.isEmpty()) {
            missing.requireSize(values.columns(), "the values of a missing text");
        }
        if (new HashSet<>(keys).size() != keys.size()) {
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
    public List<String> texts() {
        return keys;
    }

    @Override
    public boolean refusesOtherTexts() {
        return otherwise.isEmpty();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return Lookups.mayBeMissing(values, otherwise, output)
                || (!missing.isEmpty() && Double.isNaN(missing.get(output)));
    }

    @Override
    public String words(int input) {
        return "encode " + keys.size() + " categories";
    }

    @Override
    public Kernel compile(CompileContext around) {
        int width = values.columns();
        int[] codes = keys.stream().mapToInt(around::codeOf).toArray();
        int most = -1;
        for (int code : codes) {
            most = Math.max(most, code);
        }
        int others = keys.size();
        int[] places = new int[most + 1];
        Arrays.fill(places, others);
        for (int i = 0; i < codes.length; i++) {
            places[codes[i]] = i;
        }
        double[] rows = Arrays.copyOf(values.values().toArray(), (others + 2) * width);
        System.arraycopy(otherwise.toArray(), 0, rows, others * width, otherwise.size());
        System.arraycopy(missing.toArray(), 0, rows, (others + 1) * width, missing.size());
        boolean strict = otherwise.isEmpty();
        int whenMissing = missing.isEmpty() ? others : others + 1;
        String name = around.nameOf(0);
        return (slots, from, to) -> {
            double code = slots[from[0]];
            int place =
                    Double.isNaN(code) ? whenMissing : code >= 0 && code < places.length ? places[(int) code] : others;
            if (strict && place == others) {
                throw Lookups.unseen(name, Double.isNaN(code) ? "a missing value" : "another text", quoted());
            }
            for (int i = 0; i < width; i++) {
                slots[to + i] = rows[place * width + i];
            }
        };
    }

    private List<String> quoted() {
        return keys.stream().map(key -> '"' + key + '"').toList();
    }
}
