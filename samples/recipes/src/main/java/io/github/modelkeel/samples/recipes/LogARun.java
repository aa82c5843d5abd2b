package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Logs a run with parameters, metrics by step, a tag and a file, and reads it back. */
public final class LogARun {
    private LogARun() {}

    public static void main(String[] args) throws IOException {
        Path plot = Files.createTempDirectory("recipe").resolve("residuals.svg");
        Files.writeString(plot, "<svg xmlns='http://www.w3.org/2000/svg'/>");
        // region log-run
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("gbt-100x3")) {
            run.logParams(Map.of("n_estimators", 100, "max_depth", 3));
            for (int step = 1; step <= 3; step++) {
                run.logMetric("rmse", 90_000.0 / step, step);
            }
            run.setTag("team", "pricing");
            run.logArtifact(plot, "plots");
            run.finish();
            System.out.println("logged: " + run.uri());
        }
        // endregion
        try (Tracker tracker = Tracker.open("house-prices")) {
            RunInfo last =
                    tracker.runs().first(1, "attributes.run_name = 'gbt-100x3'").get(0);
            System.out.println(last.status() + " " + last.params() + ", the last rmse "
                    + last.metrics().get("rmse"));
            System.out.println(tracker.runs().listArtifacts(last.id(), "plots"));
        }
    }
}
