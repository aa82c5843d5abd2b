package io.github.modelkeel.model.operation;

/**
 * Products of two factors, each an input or a product before: longer ones are built from shorter ones, in the order in which the source
 * multiplies.
 *
 * @param inputs how many inputs, at least 1
 * @param left for each product its first factor: the index of an input, or {@code inputs} plus that of an earlier product
 * @param right for each product its second factor, in the same order
 */
public record Products(int inputs, Indices left, Indices right) implements Operation {
    /**
     * Checks the factors.
     *
     * @param inputs how many inputs, at least 1
     * @param left for each product its first factor: the index of an input, or {@code inputs} plus that of an earlier product
     * @param right for each product its second factor, in the same order
     * @throws IllegalArgumentException if there are no products, or a factor is not there yet
     */
    public Products {
        Sizes.requireSome(inputs, "inputs");
        Sizes.requireSome(left.size(), "products");
        if (right.size() != left.size()) {
            throw new IllegalArgumentException("products need two factors: " + left.size() + ", " + right.size());
        }
        for (int i = 0; i < left.size(); i++) {
            if (Math.min(left.get(i), right.get(i)) < 0 || Math.max(left.get(i), right.get(i)) >= inputs + i) {
                throw new IllegalArgumentException("the factors of product " + i + " are not there before it");
            }
        }
    }

    @Override
    public int outputs() {
        return left.size();
    }

    @Override
    public String words(int input) {
        return left.size() + " products";
    }

    @Override
    public Kernel compile(CompileContext around) {
        int[] first = left.toArray();
        int[] second = right.toArray();
        int count = inputs;
        return (slots, from, to) -> {
            for (int i = 0; i < first.length; i++) {
                double one = slots[first[i] < count ? from[first[i]] : to + first[i] - count];
                double other = slots[second[i] < count ? from[second[i]] : to + second[i] - count];
                slots[to + i] = one * other;
            }
        };
    }
}
