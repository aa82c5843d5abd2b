package io.github.modelkeel.drift.profile;

import java.util.Arrays;

/**
 * Finds the bin of a number among frozen edges. The range is cut into cells of equal width, and a table says which edges each cell holds, so
 * that a search looks at those alone (<em>index table search</em>, after H.-C. Chen and Y. Asau, 1974). Immutable.
 *
 * <p>A cell is a monotone function of the number, in floating-point arithmetic too: edges of lower cells are not above the number and those of
 * higher cells are, so that the bin is the same as by binary search over all edges.
 *
 * <p>Most cells hold at most two edges. There the first two that are not in lower cells decide, without a branch, which a processor would guess
 * wrongly half of the time.
 */
final class BinIndex {
    private static final int CELLS_AN_EDGE = 4;
    private static final int MAX_CELLS = 1 << 13;

    private static final int FEW = 2;

    /** The edges, and a few above all numbers. */
    private final double[] edges;

    private final double low;
    private final double scale;

    /** How many edges are in the cells before each; the complement of it where a cell holds more than a few. */
    private final int[] before;

    /** Of ascending finite edges. */
    BinIndex(double[] finite) {
        this.edges = Arrays.copyOf(finite, finite.length + FEW);
        Arrays.fill(edges, finite.length, edges.length, Double.POSITIVE_INFINITY);
        int cells = Math.max(1, Math.min(MAX_CELLS, CELLS_AN_EDGE * finite.length));
        this.low = finite.length == 0 ? 0 : finite[0];
        double width = finite.length == 0 ? 0 : finite[finite.length - 1] - low;
        double wanted = cells / width;
        this.scale = Double.isFinite(width) && Double.isFinite(wanted) ? wanted : 0;
        this.before = new int[cells];
        int next = 0;
        for (int cell = 0; cell < cells; cell++) {
            int first = next;
            while (next < finite.length && cell(finite[next]) == cell) {
                next++;
            }
            before[cell] = next - first > FEW ? ~first : first;
        }
    }

    private int cell(double value) {
        int place = (int)
                ((value - low) * scale); // one that is too large is the largest, and NaN of a range without end is 0
        return place < 0 ? 0 : Math.min(place, before.length - 1);
    }

    /** How many edges are at most the number, which is finite. */
    int bin(double value) {
        int cell = cell(value);
        int first = before[cell];
        return first >= 0 ? first + atMost(edges[first], value) + atMost(edges[first + 1], value) : search(cell, value);
    }

    /** 1 if the edge is at most the number, which is finite, else 0: their difference has a sign even where it overflows, and is 0.0 only of equal ones. */
    private static int atMost(double edge, double value) {
        return 1 - (int) (Double.doubleToRawLongBits(value - edge) >>> 63);
    }

    private int search(int cell, double value) {
        int from = ~before[cell];
        int to = cell + 1 < before.length ? Math.max(before[cell + 1], ~before[cell + 1]) : edges.length - FEW;
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
