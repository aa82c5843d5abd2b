package io.github.modelkeel.model.tree;

import java.util.Arrays;

/**
 * Ascending numbers among which others are ranked. A grid of equal cells over the range of all but the outermost says for each cell
 * which cuts are in it, so that a rank costs a look at the few cuts of a cell, not a search; where some are too close together for
 * that, they are searched. The cell of a number never falls while the number grows, rounding and all, so the rank is exact. Immutable.
 */
final class SortedThresholds {
    private static final int MAX_CELLS = 1 << 12;
    private static final int CELLS_A_CUT = 4;
    private static final int MAX_IN_CELL = 4;

    /** How many cuts at either end may be far from all others: they share the first and the last cell. */
    private static final int MAX_OUTLIERS = 2;

    private final double low;
    private final double cellsPerUnit;

    /** By a cell the number of cuts in the cells before it, with one more at the end; none where cuts are searched. */
    private final short[] before;

    /** The most cuts in a cell. */
    private final int inCell;

    /** The cuts, and behind them what no finite number is above, as many as a cell has at most. */
    private final double[] cuts;

    private final int count;

    private SortedThresholds(double[] ascending, double low, double cellsPerUnit, int cells) {
        this.count = ascending.length;
        this.low = low;
        this.cellsPerUnit = cellsPerUnit;
        this.before = new short[cells == 0 ? 0 : cells + 1];
        for (int cell = 0, cut = 0; cell < cells; cell++) {
            before[cell] = (short) cut;
            while (cut < count && cell(ascending[cut], cells) == cell) {
                cut++;
            }
            before[cell + 1] = (short) cut;
        }
        this.inCell = fullest();
        this.cuts = Arrays.copyOf(ascending, count + inCell);
        Arrays.fill(cuts, count, cuts.length, Double.MAX_VALUE);
    }

    /**
     * Prepares numbers.
     *
     * @param ascending distinct numbers, the first of which may be -Infinity, and none -0.0
     */
    static SortedThresholds of(double[] ascending) {
        int length = ascending.length;
        int outliers = length > 2 * MAX_OUTLIERS + 1 ? MAX_OUTLIERS : 0;
        if (length < 2 || length > Short.MAX_VALUE || Double.isInfinite(ascending[0])) {
            return new SortedThresholds(ascending, 0, 0, 0);
        }
        double low = ascending[outliers];
        double range = ascending[length - 1 - outliers] - low;
        int least = Integer.highestOneBit(length * CELLS_A_CUT);
        for (int cells = least; cells <= Math.max(least, MAX_CELLS); cells *= 2) {
            double perUnit = cells / range;
            if (!(perUnit > 0) || Double.isInfinite(perUnit)) {
                break;
            }
            SortedThresholds grid = new SortedThresholds(ascending, low, perUnit, cells);
            if (grid.inCell <= MAX_IN_CELL) {
                return grid;
            }
        }
        return new SortedThresholds(ascending, 0, 0, 0);
    }

    private int fullest() {
        int most = 0;
        for (int cell = 0; cell + 1 < before.length; cell++) {
            most = Math.max(most, before[cell + 1] - before[cell]);
        }
        return most;
    }

    private int cell(double number, int cells) {
        return Math.max(0, Math.min(cells - 1, (int) ((number - low) * cellsPerUnit)));
    }

    /** How many of the cuts are below a number, which is not NaN. */
    int below(double number) {
        int cells = before.length - 1;
        if (cells < 0) {
            return searched(number);
        }
        int first = before[cell(number, cells)];
        int rank = first;
        for (int i = 0; i < inCell; i++) {
            // 1 where the cut is below: no branch, which would be guessed wrong half of the time
            rank += (int) (Double.doubleToRawLongBits(cuts[first + i] - number) >>> 63);
        }
        return Math.min(rank, count);
    }

    /** In steps without a branch that could be guessed wrong. */
    private int searched(double number) {
        int from = 0;
        int size = count;
        while (size > 1) {
            int half = size >>> 1;
            from += cuts[from + half - 1] < number ? half : 0;
            size -= half;
        }
        return size == 1 && cuts[from] < number ? from + 1 : from;
    }
}
