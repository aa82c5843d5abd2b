package io.github.modelkeel.model.training;

import io.github.modelkeel.model.preprocessing.Step;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A declared step on numbers.
 *
 * @param fills whether it fills missing numbers
 * @param fit makes the step from the training values that are not missing, possibly empty
 */
record NumberSpec(boolean fills, Function<double[], Step> fit) {
    static NumberSpec filling(ToDoubleFunction<double[]> statistic) {
        return new NumberSpec(true, values -> new Step.FillNumber(statistic.applyAsDouble(values)));
    }

    static NumberSpec fillingWith(Step step) {
        return new NumberSpec(true, values -> step);
    }

    static NumberSpec learning(Function<double[], Step> fit) {
        return new NumberSpec(false, fit);
    }

    static NumberSpec fixed(Step step) {
        return new NumberSpec(false, values -> step);
    }
}
