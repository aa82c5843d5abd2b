package io.github.modelkeel.model.tree;

/**
 * Trees laid out for the processor: finds the leaf of each tree that a row ends in. All layouts find the same leaves; which of them
 * is the fastest depends on the trees' shape, see {@link Layouts}. Immutable and safe for use by multiple threads.
 */
public interface TreeLayout {
    /** The sum of the leaves' values, when they all go to one output. */
    double sum(double[] features, TreeSum rule);

    /** Writes for each tree the number of the leaf that the row ends in. */
    void find(double[] features, int[] leaves);

    /** The values by a leaf's number, for each leaf as many as leaves have values; not to be changed. */
    double[] values();
}
