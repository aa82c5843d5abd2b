package io.github.modelkeel.samples.recipes;

import static java.util.Comparator.comparingDouble;

import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.util.List;

/** Tries hyperparameters, each in a run inside the run of the search, and keeps the best one with the search. */
public final class TuneWithNestedRuns {
    private TuneWithNestedRuns() {}

    public static void main(String[] args) {
        // region tune
        try (Tracker tracker = Tracker.open("house-prices");
                Run search = tracker.startRun("search")) {
            for (int depth : List.of(2, 4, 8)) {
                try (Run trial = search.startChild("depth-" + depth)) {
                    trial.logParam("max_depth", depth);
                    trial.logMetric("rmse", train(depth));
                    trial.finish();
                }
            }
            RunInfo best = search.children()
                    .min(comparingDouble(trial -> trial.metrics().getOrDefault("rmse", Double.NaN)))
                    .orElseThrow();
            search.logParams(best.params());
            search.logMetrics(best.metrics());
            search.finish();
            System.out.println("best: " + best.name() + " " + best.metrics());
        }
        // endregion
    }

    /** Stands in for a training: too small underfits, too large overfits. */
    private static double train(int depth) {
        return 30_000 + 2_000.0 * Math.abs(depth - 4);
    }
}
