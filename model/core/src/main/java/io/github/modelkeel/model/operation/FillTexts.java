package io.github.modelkeel.model.operation;

import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a text in the place of a missing one, or of texts that mark a missing one. Reads and writes the codes of texts.
 *
 * @param markers the texts that are replaced; none when a missing one is
 * @param values the text that stands in, one an input
 */
public record FillTexts(List<String> markers, List<String> values) implements Operation {
    /**
     * Copies the texts.
     *
     * @param markers the texts that are replaced; none when a missing one is
     * @param values the text that stands in, one an input
     * @throws IllegalArgumentException if there is none
     */
    public FillTexts {
        markers = List.copyOf(markers);
        values = List.copyOf(values);
        Sizes.requireSome(values.size(), "fill values");
    }

    @Override
    public int inputs() {
        return values.size();
    }

    @Override
    public int outputs() {
        return values.size();
    }

    @Override
    public List<String> texts() {
        return Stream.concat(markers.stream(), values.stream()).distinct().toList();
    }

    @Override
    public boolean passesTexts() {
        return true;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return !markers.isEmpty() && missingInputs[output];
    }

    @Override
    public String words(int input) {
        return "fill \"" + values.get(input) + '"';
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] codes = new double[values.size()];
        double[][] marked = new double[values.size()][];
        for (int i = 0; i < codes.length; i++) {
            int input = i;
            codes[i] = around.codeOf(i, values.get(i));
            marked[i] = markers.isEmpty()
                    ? new double[] {Double.NaN}
                    : markers.stream()
                            .mapToDouble(text -> around.codeOf(input, text))
                            .toArray();
        }
        return (slots, from, to) -> {
            for (int i = 0; i < codes.length; i++) {
                double code = slots[from[i]];
                slots[to + i] = replaced(code, marked[i]) ? codes[i] : code;
            }
        };
    }

    private static boolean replaced(double code, double[] marked) {
        for (double mark : marked) {
            if (code == mark || (Double.isNaN(code) && Double.isNaN(mark))) {
                return true;
            }
        }
        return false;
    }
}
