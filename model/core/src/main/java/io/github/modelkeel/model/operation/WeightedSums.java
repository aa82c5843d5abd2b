package io.github.modelkeel.model.operation;

/** {@code weights * x + intercepts}, in what precision ever: the sizes, and the sums without the intercepts. */
interface WeightedSums extends Operation {
    /** A row an output, a column an input. */
    Matrix weights();

    /** One an output. */
    Numbers intercepts();

    /** Throws unless the sizes fit and all numbers are finite. */
    static void check(Matrix weights, Numbers intercepts) {
        weights.values().requireFinite("weights");
        intercepts.requireFinite("intercepts").requireSize(weights.rows(), "intercepts");
    }

    @Override
    default int inputs() {
        return weights().columns();
    }

    @Override
    default int outputs() {
        return weights().rows();
    }

    /** The products of an output's weights, term by term from 0 in the order of the inputs. */
    static double sum(double[] weights, int output, double[] slots, int[] from) {
        double sum = 0;
        int first = output * from.length;
        for (int i = 0; i < from.length; i++) {
            sum += weights[first + i] * slots[from[i]];
        }
        return sum;
    }
}
