package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Clip;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;

/**
 * Reads the scalers. A dense matrix is divided by the scale, a sparse one is multiplied by its reciprocal; both are rounded in 64 bits
 * as in scikit-learn.
 */
public final class Scalers {
    private Scalers() {}

    /** Reads {@code StandardScaler}. */
    public static ColumnBlock standard(Located scaler, ColumnBlock in, ProgramBuilder program) {
        return centered(scaler, in, program, new Attributes("with_mean", "mean_", "with_std"));
    }

    /** Reads {@code RobustScaler}. */
    public static ColumnBlock robust(Located scaler, ColumnBlock in, ProgramBuilder program) {
        return centered(scaler, in, program, new Attributes("with_centering", "center_", "with_scaling"));
    }

    private record Attributes(String centering, String center, String scaling) {}

    private static ColumnBlock centered(Located scaler, ColumnBlock in, ProgramBuilder program, Attributes names) {
        ColumnBlock numbers = program.doubles(in, scaler);
        boolean centering = scaler.attribute(names.centering()).bool();
        boolean scaling = scaler.attribute(names.scaling()).bool();
        if (numbers.size() == 0 || !(centering || scaling)) {
            return numbers;
        }
        if (centering && in.sparse()) {
            throw scaler.refusal("it centers a sparse matrix, which scikit-learn refuses");
        }
        Numbers centers = centering ? Values.numbers(scaler, names.center(), in.size()) : Values.all(0, in.size());
        Numbers scales = scaling ? Values.numbers(scaler, "scale_", in.size()) : Values.all(1, in.size());
        return divided(numbers, centers, scales, program);
    }

    private static ColumnBlock divided(ColumnBlock in, Numbers centers, Numbers scales, ProgramBuilder program) {
        if (!in.sparse()) {
            return program.add(new Standardize(centers, scales), in, in.names());
        }
        double[] reciprocals =
                Arrays.stream(scales.toArray()).map(scale -> 1 / scale).toArray();
        return program.add(new ScaleShift(Numbers.of(reciprocals), Values.all(-0.0, in.size())), in, in.names());
    }

    /** Reads {@code MaxAbsScaler}. */
    public static ColumnBlock maxAbs(Located scaler, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.doubles(in, scaler);
        if (numbers.size() == 0) {
            return numbers;
        }
        ColumnBlock scaled =
                divided(numbers, Values.all(0, in.size()), Values.numbers(scaler, "scale_", in.size()), program);
        return Values.flag(scaler, "clip", false)
                ? program.add(new Clip(-1, 1, in.size()), scaled, scaled.names())
                : scaled;
    }

    /** Reads {@code MinMaxScaler}. */
    public static ColumnBlock minMax(Located scaler, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.doubles(in, scaler);
        if (numbers.size() == 0) {
            return numbers;
        }
        Numbers factors = Values.numbers(scaler, "scale_", in.size());
        Numbers offsets = Values.numbers(scaler, "min_", in.size());
        ColumnBlock scaled = program.add(new ScaleShift(factors, offsets), numbers, in.names());
        if (!Values.flag(scaler, "clip", false)) {
            return scaled;
        }
        Located range = scaler.attribute("feature_range");
        double low = range.element(0).number();
        double high = range.element(1).number();
        return program.add(new Clip(low, high, in.size()), scaled, scaled.names());
    }
}
