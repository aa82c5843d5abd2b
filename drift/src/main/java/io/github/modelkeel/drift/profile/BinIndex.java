package io.github.modelkeel.drift.profile;

/**
 * Finds the bin of a number among frozen edges. The range is cut into cells of equal width, and a table says which edges each cell holds, so
 * that a search looks at those alone (<em>index table search</em>, after H.-C. Chen and Y. Asau, 1974). Immutable.
 *
 * <p>A cell is a monotone function of the number, in floating-point arithmetic too: edges of lower cells are not above the number and those of
 * higher cells are, so that the bin is the same as by binary search over all edges.
 */
final class BinIndex {
    private static final int CELLS_AN_EDGE = 4;
    private static final int MAX_CELLS = 1 << 13;

    private final double[] edges;
    private final double low;
    private final double scale;
    private final int cells;

    /** How many edges are in the cells before each, with one number more at the end. */
    private final int[] before;

    /** Of ascending finite edges. */
    BinIndex(double[] edges) {
        this.edges = edges;
        this.cells = Math.max(1, Math.min(MAX_CELLS, CELLS_AN_EDGE * edges.length));
        this.low = edges.length == 0 ? 0 : edges[0];
        double width = edges.length == 0 ? 0 : edges[edges.length - 1] - low;
        double wanted = cells / width;
        this.scale = Double.isFinite(width) && Double.isFinite(wanted) ? wanted : 0;
        this.before = new int[cells + 1];
        for (double edge : edges) {
            before[cell(edge) + 1]++;
        }
        for (int i = 0; i < cells; i++) {
            before[i + 1] += before[i];
        }
    }

    private int cell(double value) {
        int place = (int)
                ((value - low) * scale); // one that is too large is the largest, and NaN of a range without end is 0
        return place < 0 ? 0 : Math.min(place, cells - 1);
    }

    /** How many edges are at most the number, which is finite. */
    int bin(double value) {
        int cell = cell(value);
        int from = before[cell];
        int to = before[cell + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (edges[middle] <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
