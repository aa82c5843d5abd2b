package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.internal.Values;
import java.util.List;
import java.util.stream.Collectors;

/** A description of a chain. */
final class ChainDescription {
    private ChainDescription() {}

    static String of(Chain chain) {
        String source = chain.source() instanceof Source.Ratio ratio
                ? chain.name() + " = " + ratio.numerator() + " / " + ratio.denominator()
                : ((Source.OfColumn) chain.source()).column();
        List<Step> steps = chain.steps();
        return steps.isEmpty()
                ? source
                : steps.stream().map(ChainDescription::of).collect(Collectors.joining("; ", source + ": ", ""));
    }

    private static String of(Step step) {
        if (step instanceof Step.FillNumber fill) {
            return "fill " + fill.value();
        }
        if (step instanceof Step.FillText fill) {
            return "fill " + Values.quote(fill.value());
        }
        if (step instanceof Step.Clip clip) {
            return "clip to " + clip.low() + " to " + clip.high();
        }
        if (step instanceof Step.Bucket bucket) {
            return (bucket.edges().size() + 1) + " buckets";
        }
        if (step instanceof Step.OneHot oneHot) {
            return "one-hot " + oneHot.categories().size();
        }
        if (step instanceof Step.Standardize) {
            return "standardize";
        }
        if (step instanceof Step.MinMax) {
            return "scale";
        }
        return step instanceof Step.Log ? "log" : "log1p";
    }
}
