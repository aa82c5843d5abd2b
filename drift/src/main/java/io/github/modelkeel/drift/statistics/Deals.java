package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Deals the rows of some cells to the two sides by chance, {@code n} to the reference and {@code m} to the current data, however many
 * rows a cell has in all. Row by row where there are few rows, else cell by cell. Not thread-safe.
 */
final class Deals {
    private final SplittableRandom random;
    private final long[] totals;
    private final long n;
    private final long m;
    private final int[] rows;
    private final long[] drawn;

    Deals(SplittableRandom random, long[] totals, long n, long m) {
        this.random = random;
        this.totals = totals;
        this.n = n;
        this.m = m;
        this.drawn = new long[totals.length];
        this.rows = isByRow() ? rows() : new int[0];
    }

    private boolean isByRow() {
        return n + m <= 40_000 && Math.min(n, m) <= 40L * totals.length;
    }

    /** About how many steps a deal takes. */
    long steps() {
        return isByRow() ? Math.min(n, m) + totals.length : 4L * totals.length;
    }

    /** The next deal: how many rows of each cell are the reference's. The array is used again. */
    long[] next() {
        if (isByRow()) {
            drawRows((int) Math.min(n, m));
        } else {
            drawCells(Math.min(n, m));
        }
        if (n > m) {
            for (int cell = 0; cell < drawn.length; cell++) {
                drawn[cell] = totals[cell] - drawn[cell];
            }
        }
        return drawn;
    }

    private int[] rows() {
        int[] cells = new int[(int) (n + m)];
        int next = 0;
        for (int cell = 0; cell < totals.length; cell++) {
            Arrays.fill(cells, next, next + (int) totals[cell], cell);
            next += (int) totals[cell];
        }
        return cells;
    }

    /** The first steps of a shuffle. */
    private void drawRows(int sample) {
        Arrays.fill(drawn, 0);
        for (int i = 0; i < sample; i++) {
            int j = i + random.nextInt(rows.length - i);
            int cell = rows[j];
            rows[j] = rows[i];
            rows[i] = cell;
            drawn[cell]++;
        }
    }

    private void drawCells(long sample) {
        long left = sample;
        long among = n + m;
        for (int cell = 0; cell < totals.length; cell++) {
            drawn[cell] = Hypergeometric.draw(random, among, totals[cell], left);
            left -= drawn[cell];
            among -= totals[cell];
        }
    }
}
