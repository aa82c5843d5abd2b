package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.FillFrom;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code IterativeImputer}: one value into each column at first, and then, round after round and column after column, what a
 * regressor says about the column from the others. Bound: that of the regressors, carried on from each to the next ones.
 *
 * <p>A row in which every value is missing goes through the rounds as any other; so it does in scikit-learn among other rows, whereas a
 * call with such rows alone keeps the first values.
 */
public final class IterativeImputers {
    private IterativeImputers() {}

    /** Reads {@code IterativeImputer}. */
    public static ColumnBlock read(Located imputer, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        requireKnown(imputer);
        ColumnBlock numbers = program.doubles(in, imputer);
        ColumnBlock current = Imputers.simple(imputer.attribute("initial_imputer_"), numbers, program);
        if (current.size() != in.size()) {
            throw imputer.refusal("columns without any value in training are not supported; drop them before");
        }
        Numbers lowest = bounds(imputer, "_min_value", in.size());
        Numbers highest = bounds(imputer, "_max_value", in.size());
        for (Located round : imputer.attribute("imputation_sequence_").elements()) {
            int column = Values.index(part(round, 0), in.size());
            List<Integer> others = Values.indices(part(round, 1), in.size());
            Located place = part(round, 2);
            Fitted regressor = parts.estimator(place, others.size());
            if (!regressor.isRegression() || regressor.scorer().outputs() != 1) {
                throw place.refusal("a regressor of one number is expected here");
            }
            ColumnBlock estimate = program.add(
                    new Score(regressor.scorer(), regressor.link()),
                    current.pick(others),
                    in.names().subList(column, column + 1));
            ColumnBlock both = ColumnBlock.join(List.of(numbers.pick(List.of(column)), estimate), false);
            ColumnBlock filled = program.add(
                    new FillFrom(lowest.get(column), highest.get(column)),
                    both,
                    in.names().subList(column, column + 1));
            current = replaced(current, column, filled);
        }
        return Imputers.withIndicator(imputer, current, in, program);
    }

    private static void requireKnown(Located imputer) {
        if (!MissingMarker.of(imputer.attribute("missing_values")).isMissing()) {
            throw imputer.attribute("missing_values").refusal("only missing_values=nan can be served");
        }
        if (imputer.attribute("sample_posterior").bool()) {
            throw imputer.attribute("sample_posterior").refusal("its values are random; set sample_posterior=False");
        }
    }

    /** A part of a named triplet: the column, the others, the estimator. */
    private static Located part(Located triplet, int index) {
        return triplet.className().isEmpty() ? triplet.element(index) : triplet.argument(index);
    }

    private static Numbers bounds(Located imputer, String attribute, int size) {
        Located bounds = imputer.attribute(attribute);
        return Numbers.of(Values.sized(bounds, bounds.doubles(), size));
    }

    private static ColumnBlock replaced(ColumnBlock columnBlock, int column, ColumnBlock by) {
        List<Integer> slots = new ArrayList<>(columnBlock.slots());
        slots.set(column, by.slots().get(0));
        return new ColumnBlock(slots, columnBlock.names(), false);
    }
}
