package io.github.modelkeel.drift.statistics;

/**
 * The exact distribution function of the two-sided one-sample Kolmogorov statistic, as the power of a matrix.
 *
 * <p>G. Marsaglia, W. W. Tsang and J. Wang, <i>Evaluating Kolmogorov's distribution</i>, Journal of Statistical Software 8
 * (2003). Divided by e, the matrix has powers that stay in the range of doubles: that of n observations holds a probability.
 */
final class KolmogorovMatrix {
    private final int size;
    private final double[] cells;

    private KolmogorovMatrix(int size, double[] cells) {
        this.size = size;
        this.cells = cells;
    }

    /** {@code P(D < d)} for {@code n} observations; 0 where it is below the smallest double. */
    static double cdf(int n, double d) {
        double t = n * d;
        int k = (int) t + 1;
        KolmogorovMatrix power = new KolmogorovMatrix(2 * k - 1, durbin(k, k - t)).power(n);
        double middle = power.cells[(k - 1) * power.size + k - 1];
        // times n! / n^n; the factor e^-n is already in the matrix
        double scale = Math.sqrt(2 * Math.PI * n) * Math.exp(SpecialFunctions.stirlingError(n));
        return middle * scale;
    }

    /** Durbin's matrix, divided by e. */
    private static double[] durbin(int k, double h) {
        int size = 2 * k - 1;
        double[] cells = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                cells[i * size + j] = i - j + 1 < 0 ? 0 : 1;
            }
        }
        double power = 1;
        for (int i = 0; i < size; i++) {
            power *= h;
            cells[i * size] -= power; // first column: h^(i+1)
            cells[(size - 1) * size + (size - 1 - i)] -= power; // last row, from the right
        }
        if (2 * h - 1 > 0) {
            cells[(size - 1) * size] += Math.pow(2 * h - 1, size);
        }
        for (int i = 0; i < size; i++) {
            double factorial = Math.E;
            for (int j = i; j >= 0; j--) {
                factorial *= i - j + 1;
                cells[i * size + j] /= factorial;
            }
            if (i + 1 < size) {
                cells[i * size + i + 1] /= Math.E;
            }
        }
        return cells;
    }

    private KolmogorovMatrix power(int n) {
        KolmogorovMatrix result = null;
        KolmogorovMatrix square = this;
        for (int rest = n; ; ) {
            if ((rest & 1) == 1) {
                result = result == null ? square : result.times(square);
            }
            rest >>= 1;
            if (rest == 0) {
                return result == null ? square : result;
            }
            square = square.times(square);
        }
    }

    private KolmogorovMatrix times(KolmogorovMatrix other) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double left = cells[i * size + k];
                for (int j = 0; j < size; j++) {
                    product[i * size + j] += left * other.cells[k * size + j];
                }
            }
        }
        return new KolmogorovMatrix(size, product);
    }
}
