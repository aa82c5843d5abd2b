package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The shares of both sides over the most frequent categories, the largest first or in their order, and the others as one. */
final class BarSeries {
    private static final int MAX_CATEGORIES = 12;

    /** A bar of each side. */
    private record Bar(String label, double reference, double current) {
        double higher() {
            return Math.max(reference, current);
        }
    }

    private final List<Bar> bars;

    private BarSeries(List<Bar> bars) {
        this.bars = bars;
    }

    public static BarSeries of(ScoreData scored) {
        List<Bar> bars = new ArrayList<>();
        for (ScoreData.Bin bin : scored.bins()) {
            bars.add(new Bar(
                    bin.label(),
                    (double) bin.referenceCount() / scored.nReference(),
                    (double) bin.currentCount() / scored.nCurrent()));
        }
        List<Bar> inOrder = List.copyOf(bars);
        bars.sort(Comparator.comparingDouble(Bar::higher).reversed());
        List<Bar> rest = bars.subList(bars.size() > MAX_CATEGORIES ? MAX_CATEGORIES - 1 : bars.size(), bars.size());
        Bar others = new Bar(
                "other " + rest.size(),
                rest.stream().mapToDouble(Bar::reference).sum(),
                rest.stream().mapToDouble(Bar::current).sum());
        boolean hasOthers = !rest.isEmpty();
        rest.clear();
        if (scored.ordered()) {
            bars.sort(Comparator.comparingInt(inOrder::indexOf));
        }
        if (hasOthers) {
            bars.add(others);
        }
        return new BarSeries(bars);
    }

    public int size() {
        return bars.size();
    }

    public String label(int i) {
        return bars.get(i).label();
    }

    double[] reference() {
        return bars.stream().mapToDouble(Bar::reference).toArray();
    }

    double[] current() {
        return bars.stream().mapToDouble(Bar::current).toArray();
    }

    double highest() {
        return bars.stream().mapToDouble(Bar::higher).max().orElse(1);
    }

    /** What a reader who cannot see the drawing should know: where the shares differ most. */
    String description() {
        Bar most = bars.stream()
                .max(Comparator.comparingDouble(bar -> Math.abs(bar.current() - bar.reference())))
                .orElseThrow();
        return "The largest change is at " + Labels.cut(most.label(), 40) + ": " + Numerals.percent(most.reference())
                + " before, " + Numerals.percent(most.current()) + " now";
    }
}
