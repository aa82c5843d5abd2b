package io.github.modelkeel.drift;

import java.util.Map;

/** Compares one column by the scorers of this package. */
final class ColumnComparison {
    private final ColumnPair pair;
    private final DriftOptions options;
    private final Quality quality;

    private ColumnComparison(ColumnPair pair, DriftOptions options) {
        this.pair = pair;
        this.options = options;
        this.quality = Quality.of(pair.reference(), pair.current());
    }

    static Measurement of(ColumnPair pair, DriftOptions options) {
        return new ColumnComparison(pair, options).measure();
    }

    private Measurement measure() {
        if (pair.typesDiffer()) {
            return notApplicable("the type differs: " + pair.reference().type() + " in the reference, "
                    + pair.current().type() + " in the current data");
        }
        if (pair.reference() instanceof ProfileColumn.Numbers before
                && pair.current() instanceof ProfileColumn.Numbers after) {
            return numbers(before, after);
        }
        if (pair.reference() instanceof ProfileColumn.Categories before
                && pair.current() instanceof ProfileColumn.Categories after) {
            return categories(before.counts(), after.counts());
        }
        return noValue(pair.reference().type() == ColumnType.EMPTY, "value");
    }

    private Measurement numbers(ProfileColumn.Numbers before, ProfileColumn.Numbers after) {
        double[] reference = before.sorted();
        double[] current = after.sorted();
        if (reference.length == 0 || current.length == 0) {
            return noValue(reference.length == 0, "finite number");
        }
        ColumnResult.Scored scored = NumberScorer.score(before, after, options.bins(), options.threshold(pair.name()));
        double location = ((DriftTest.KolmogorovSmirnovTest) scored.test()).location();
        EcdfCurve curve = EcdfCurve.of(reference, current, location);
        return new Measurement(scored, quality, new NumberDetail(Moments.of(reference), Moments.of(current), curve));
    }

    private Measurement categories(Map<String, Long> reference, Map<String, Long> current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return noValue(reference.isEmpty(), "value");
        }
        int most = Math.max(reference.size(), current.size());
        if (most > options.maxCategories()) {
            return notApplicable(most + " categories are more than the " + options.maxCategories()
                    + " allowed; an identifier or free text has no distribution to compare");
        }
        return new Measurement(CategoryScorer.score(reference, current, options.threshold(pair.name())), quality, null);
    }

    private Measurement noValue(boolean inReference, String what) {
        return notApplicable("no " + what + " in the " + (inReference ? "reference" : "current data"));
    }

    private Measurement notApplicable(String reason) {
        return new Measurement(new ColumnResult.NotApplicable(reason), quality, null);
    }
}
