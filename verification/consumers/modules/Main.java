package demo;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Logs, registers and measures drift, on the module path. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        if (!Tracker.class.getModule().isNamed()) {
            throw new IllegalStateException("not on the module path");
        }
        try (Tracker tracker = Tracker.open("modules");
                Run run = tracker.startRun("image");
                Registry registry = Registry.open()) {
            run.logMetric("rmse", 48_100);
            run.artifacts().logTable(Map.of("predicted", List.of(1.5, 2.5)), "predictions.json"); // without images: java.desktop is not needed
            registry.setAlias(registry.register("house", run.logModel("house", directory ->
                            Files.writeString(directory.resolve("MLmodel"), "flavors:\n  java: {}\n"))), "champion");
            run.finish();
            Path files = registry.download(registry.resolve("models:/house@champion"));
            if (!Files.exists(files.resolve("MLmodel"))) {
                throw new IllegalStateException("no MLmodel in " + files);
            }
        }
        List<Map<String, Object>> rows = List.of(Map.of("sqft", 900), Map.of("sqft", 1500));
        Drift.compare(Profile.ofRows(rows), Profile.ofRows(rows)).writeHtml(Files.createTempFile("drift", ".html"));
        System.out.println("CONSUMER OK");
    }
}
