package io.github.modelkeel.model.operation;

import java.util.List;

/**
 * How many edges are not above a number: the index of its bucket.
 *
 * @param edges for each input its edges, ascending, possibly empty; not NaN
 */
public record Bucketize(List<Numbers> edges) implements Elementwise {
    /**
     * Copies the lists and checks them.
     *
     * @param edges for each input its edges, ascending, possibly empty; not NaN
     * @throws IllegalArgumentException if there are no inputs, or edges fall
     */
    public Bucketize {
        edges = List.copyOf(edges);
        Sizes.requireSome(edges.size(), "inputs");
        for (Numbers list : edges) {
            for (int i = 0; i < list.size(); i++) {
                if (!(i == 0 ? !Double.isNaN(list.get(0)) : list.get(i) >= list.get(i - 1))) {
                    throw new IllegalArgumentException("edges must not fall: " + list);
                }
            }
        }
    }

    @Override
    public int inputs() {
        return edges.size();
    }

    @Override
    public String words(int input) {
        return (edges.get(input).size() + 1) + " buckets";
    }

    @Override
    public double apply(int index, double value) {
        Numbers list = edges.get(index);
        if (Double.isNaN(value)) {
            return value;
        }
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.get(middle) <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean monotone() {
        return true;
    }
}
