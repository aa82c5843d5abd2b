package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Where a feature comes from.
 *
 * @param column the index of the only column that it depends on, or -1
 * @param monotone whether it never falls while the column's number grows
 */
public record FeatureOrigin(int column, boolean monotone) {
    private static final FeatureOrigin SEVERAL = new FeatureOrigin(-1, false);

    /** The origins of all slots of a program. */
    static FeatureOrigin[] of(Program program) {
        FeatureOrigin[] slots = new FeatureOrigin[program.slots()];
        for (int input = 0; input < program.inputs(); input++) {
            slots[input] = new FeatureOrigin(input, true);
        }
        int to = program.inputs();
        for (Program.Call call : program.calls()) {
            Operation operation = call.operation();
            int[] from = call.from().toArray();
            for (int output = 0; output < operation.outputs(); output++) {
                slots[to++] = operation instanceof Elementwise each
                        ? new FeatureOrigin(slots[from[output]].column, slots[from[output]].monotone && each.monotone())
                        : common(slots, from);
            }
        }
        return slots;
    }

    /** Whether the values that come from this origin can be enumerated, case by case. */
    boolean isDivisible(IntPredicate hasCodes) {
        return column >= 0 && (monotone || hasCodes.test(column));
    }

    private static FeatureOrigin common(FeatureOrigin[] slots, int[] from) {
        if (from.length == 0) {
            return SEVERAL;
        }
        int column = slots[from[0]].column;
        return Arrays.stream(from).allMatch(slot -> slots[slot].column == column)
                ? new FeatureOrigin(column, false)
                : SEVERAL;
    }

    /** The origins of the features of chains. */
    static FeatureOrigin[] of(List<String> columns, List<Chain> chains) {
        List<FeatureOrigin> origins = new ArrayList<>();
        for (Chain chain : chains) {
            FeatureOrigin featureOrigin = chain.source() instanceof Source.OfColumn of
                    ? new FeatureOrigin(
                            columns.indexOf(of.column()), chain.steps().stream().allMatch(FeatureOrigin::monotone))
                    : SEVERAL;
            for (int i = 0; i < FeatureNames.count(chain); i++) {
                origins.add(featureOrigin);
            }
        }
        return origins.toArray(FeatureOrigin[]::new);
    }

    /** Each operation of these is rounded once, and rounding keeps the order. A logarithm's algorithm promises no such thing. */
    private static boolean monotone(Step step) {
        return step instanceof Step.FillNumber
                || step instanceof Step.Clip
                || step instanceof Step.Standardize
                || (step instanceof Step.MinMax minMax && minMax.scale() >= 0)
                || (step instanceof Step.Bucket bucket && !bucket.oneHot());
    }
}
