package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Arrays;

/**
 * Puts the mean of the nearest training rows in the place of a missing number. The distance is Euclidean over the columns that both rows
 * have, scaled to all columns. A row is refused when two training rows are so equally far that the source's own rounding decides which
 * of them counts. The mean is summed from the nearest row on, the source's in another order: they differ in the last bits.
 *
 * @param rows the training rows; NaN for what was missing
 * @param neighbors how many training rows count, at least 1
 */
public record NearestFill(Matrix rows, int neighbors) implements Operation {
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    /**
     * Checks the parts.
     *
     * @param rows the training rows; NaN for what was missing
     * @param neighbors how many training rows count, at least 1
     * @throws IllegalArgumentException if there are no neighbors
     */
    public NearestFill {
        Sizes.requireSome(neighbors, "neighbors");
        Sizes.requireSome(rows.columns(), "columns");
    }

    @Override
    public int inputs() {
        return rows.columns();
    }

    @Override
    public int outputs() {
        return rows.columns();
    }

    /** A column that was missing in every training row stays as it is. */
    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return missingInputs[output] && Double.isNaN(means()[output]);
    }

    @Override
    public String words(int input) {
        return "fill from the nearest " + neighbors + " of " + rows.rows() + " rows";
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] training = rows.values().toArray();
        double[] means = means();
        String[] names = new String[inputs()];
        for (int i = 0; i < names.length; i++) {
            names[i] = around.nameOf(i);
        }
        return (slots, from, to) -> {
            boolean missing = false;
            for (int i = 0; i < from.length; i++) {
                slots[to + i] = slots[from[i]];
                missing |= Double.isNaN(slots[from[i]]) && !Double.isNaN(means[i]);
            }
            if (missing) {
                Distances distances = new Distances(training, slots, from);
                for (int i = 0; i < from.length; i++) {
                    if (Double.isNaN(slots[from[i]]) && !Double.isNaN(means[i])) {
                        slots[to + i] = distances.nearest(i, neighbors, means[i], names[i]);
                    }
                }
            }
        };
    }

    private double[] means() {
        double[] means = new double[rows.columns()];
        for (int column = 0; column < means.length; column++) {
            double sum = 0;
            int count = 0;
            for (int row = 0; row < rows.rows(); row++) {
                double value = rows.get(row, column);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            means[column] = sum / count;
        }
        return means;
    }

    /** The squared distances of one row from all training rows, and how far rounding can move them. */
    private static final class Distances {
        private final double[] training;
        private final int columns;
        private final double[] squares;
        private final double[] doubts;

        Distances(double[] training, double[] slots, int[] from) {
            this.training = training;
            this.columns = from.length;
            this.squares = new double[training.length / columns];
            this.doubts = new double[squares.length];
            for (int row = 0; row < squares.length; row++) {
                double sum = 0;
                double sizes = 0;
                int present = 0;
                for (int i = 0; i < columns; i++) {
                    double own = slots[from[i]];
                    double other = training[row * columns + i];
                    double difference = own - other;
                    if (!Double.isNaN(difference)) {
                        sum += difference * difference;
                        present++;
                    }
                    sizes += (Double.isNaN(own) ? 0 : own * own) + (Double.isNaN(other) ? 0 : other * other);
                }
                double scale = (double) columns / present;
                squares[row] = present == 0 ? Double.NaN : sum * scale;
                doubts[row] = ROUNDING * sizes * scale;
            }
        }

        double nearest(int column, int neighbors, double mean, String name) {
            int[] order = new int[neighbors + 1];
            int found = 0;
            for (int row = 0; row < squares.length; row++) {
                if (Double.isNaN(training[row * columns + column]) || Double.isNaN(squares[row])) {
                    continue;
                }
                int place = found;
                while (place > 0 && squares[order[place - 1]] > squares[row]) {
                    place--;
                }
                if (place <= neighbors) {
                    found = Math.min(found + 1, neighbors + 1);
                    System.arraycopy(order, place, order, place + 1, found - 1 - place);
                    order[place] = row;
                }
            }
            if (found == 0) {
                return mean;
            }
            int counted = Math.min(found, neighbors);
            if (found > neighbors) {
                requireApart(order, neighbors, column, name);
            }
            double sum = 0;
            for (int row : Arrays.copyOf(order, counted)) {
                sum += training[row * columns + column];
            }
            return sum / counted;
        }

        private void requireApart(int[] order, int neighbors, int column, String name) {
            int last = order[neighbors - 1];
            int next = order[neighbors];
            boolean apart = squares[next] - squares[last] > doubts[next] + doubts[last];
            boolean same = training[last * columns + column] == training[next * columns + column];
            if (!apart && !same) {
                throw new InvalidInputException(
                        name,
                        "column '" + name
                                + "' is missing, and two training rows are equally near: which of them stands in"
                                + " is left to rounding");
            }
        }
    }
}
