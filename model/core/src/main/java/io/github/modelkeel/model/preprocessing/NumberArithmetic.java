package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.InvalidInputException;
import java.util.function.DoubleUnaryOperator;

/** The arithmetic of the steps on numbers. NaN passes through all of them but the fill. */
public final class NumberArithmetic {
    private NumberArithmetic() {}

    public static DoubleUnaryOperator of(Step step, String name) {
        if (step instanceof Step.FillNumber fill) {
            double value = fill.value();
            return x -> Double.isNaN(x) ? value : x;
        }
        if (step instanceof Step.Standardize standardize) {
            double mean = standardize.mean();
            double scale = standardize.scale();
            return x -> (x - mean) / scale;
        }
        if (step instanceof Step.MinMax minMax) {
            double scale = minMax.scale();
            double offset = minMax.offset();
            return x -> x * scale + offset;
        }
        if (step instanceof Step.Clip clip) {
            double low = clip.low();
            double high = clip.high();
            return x -> x < low ? low : x > high ? high : x;
        }
        if (step instanceof Step.Log) {
            return x -> StrictMath.log(above(x, 0, name, "log"));
        }
        if (step instanceof Step.Log1p) {
            return x -> StrictMath.log1p(above(x, -1, name, "log1p"));
        }
        if (step instanceof Step.Bucket bucket) {
            double[] edges =
                    bucket.edges().stream().mapToDouble(Double::doubleValue).toArray();
            return x -> bucketOf(x, edges);
        }
        throw new IllegalArgumentException("'" + name + "' is a number, but " + step + " is a step for text");
    }

    private static double above(double x, double bound, String name, String function) {
        if (x <= bound) {
            throw new InvalidInputException(
                    name,
                    "'" + name + "' is " + x + ", but the model takes its " + function + ", which needs a number above "
                            + bound);
        }
        return x;
    }

    private static double bucketOf(double x, double[] edges) {
        if (Double.isNaN(x)) {
            return x;
        }
        int bucket = 0;
        while (bucket < edges.length && edges[bucket] <= x) {
            bucket++;
        }
        return bucket;
    }
}
