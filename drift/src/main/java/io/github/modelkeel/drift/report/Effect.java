package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What changed in a distribution, in a few words: its direction and its size. */
final class Effect {
    private static final double SPREAD = 1.15;
    private static final int CATEGORY = 24;
    private static final int DIGITS = 3;
    private static final double TIE = 1e-9;

    /** A mean that moves this far while the median stays is that of far values. */
    private static final double FAR = 0.5;

    private Effect() {}

    /** Nothing where no distribution was compared. */
    static String of(ColumnData column) {
        ScoreData scored = column.scored();
        if (scored == null) {
            return "";
        }
        String effect = of(scored, column.detail());
        return column.parts().stream()
                .filter(part -> part.scored() != null && part.scored().bins().equals(scored.bins()))
                .findFirst()
                .map(part -> part.name() + ": " + effect)
                .orElse(effect);
    }

    static String of(ScoreData scored, @Nullable NumberDetail detail) {
        return detail == null ? ofCategories(scored) : ofNumbers(detail.reference(), detail.current());
    }

    /** A move of the mean in the reference's standard deviations, and how much wider the values are; of flags the points of the ones. */
    static String ofNumbers(Moments before, Moments after) {
        if (isFlag(before) && isFlag(after)) {
            return "1: " + points(after.mean() - before.mean());
        }
        double deviation = before.standardDeviation();
        double move = (after.mean() - before.mean()) / deviation;
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY) || !Double.isFinite(move)) {
            return before.median() == after.median()
                    ? "median unchanged"
                    : "median " + Numerals.brief(before.median(), DIGITS) + " → "
                            + Numerals.brief(after.median(), DIGITS);
        }
        double middle = (after.median() - before.median()) / deviation;
        if (Math.abs(move) >= FAR && Math.abs(middle) < Math.abs(move) / 10) {
            return "far values: mean " + signed(move) + " sd";
        }
        double ratio = after.standardDeviation() / deviation;
        String spread = ratio >= SPREAD || ratio <= 1 / SPREAD ? ", spread ×" + factor(ratio) : "";
        return signed(move) + " sd" + spread;
    }

    /** The variance of zeros and ones is that of their share, and of nothing else between 0 and 1. */
    private static boolean isFlag(Moments moments) {
        double variance = moments.standardDeviation() * moments.standardDeviation();
        return moments.min() >= 0
                && moments.max() <= 1
                && Math.abs(variance - moments.mean() * (1 - moments.mean())) < 1e-9;
    }

    private static String ofCategories(ScoreData scored) {
        double largest = scored.bins().stream()
                .mapToDouble(bin -> Math.abs(change(scored, bin)))
                .max()
                .orElseThrow();
        ScoreData.Bin most = scored.bins().stream()
                .filter(bin -> Math.abs(change(scored, bin)) >= largest - TIE)
                .min(Comparator.comparingLong(ScoreData.Bin::referenceCount)) // of two categories the rarer one
                .orElseThrow();
        return Labels.cut(most.label(), CATEGORY) + ": " + points(change(scored, most));
    }

    private static double change(ScoreData scored, ScoreData.Bin bin) {
        return (double) bin.currentCount() / scored.nCurrent() - (double) bin.referenceCount() / scored.nReference();
    }

    private static String points(double change) {
        String points = Numerals.points(change);
        return points.equals("0") ? "unchanged" : points + " points";
    }

    private static String signed(double move) {
        if (Math.abs(move) >= 100) {
            return (move > 0 ? "+" : "") + Numerals.brief(Math.rint(move));
        }
        return Math.abs(move) < 0.005
                ? "0.00"
                : String.format(Locale.ROOT, "%+.2f", move).replace('-', '−');
    }

    private static String factor(double ratio) {
        return ratio >= 1e4 || (ratio < 0.01 && ratio > 0)
                ? Numerals.brief(ratio)
                : String.format(Locale.ROOT, ratio < 0.1 ? "%.2f" : "%.1f", ratio);
    }
}
