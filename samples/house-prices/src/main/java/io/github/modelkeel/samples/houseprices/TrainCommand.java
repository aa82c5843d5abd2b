package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

/**
 * Trains each candidate in a run of its own, and registers the one with the smallest error on the test rows as champion, or as challenger, which
 * leaves the champion as it is.
 */
final class TrainCommand {
    static final String CHAMPION = "champion";
    static final String CHALLENGER = "challenger";

    private static final int EXAMPLE_ROWS = 200;
    private static final String LOCAL = "local:";

    private final Workspace workspace;
    private final Dataset dataset;
    private final Console console;
    private final String trackingUri;

    private TrainCommand(Workspace workspace, Console console, String trackingUri) {
        this.workspace = workspace;
        this.dataset = dataset(workspace.features().table());
        this.console = console;
        this.trackingUri = trackingUri;
    }

    /**
     * What is left when a run has ended.
     *
     * @param runPlace where the run can be looked at: an address for a browser, or the embedded server's directory, which has no pages
     */
    record Logged(Trained trained, LoggedModel model, String runPlace) {}

    /** The winner and its registered version. */
    record Registered(Logged winner, ModelVersion version) {}

    static Registered run(Workspace workspace, ClientConfig config, Registry registry, String alias, Console console) {
        TrainCommand command = new TrainCommand(workspace, console, config.trackingUri());
        List<Logged> all = new ArrayList<>();
        try (Tracker tracker = Tracker.open(workspace.config().experiment(), config)) {
            for (Candidate candidate : workspace.config().candidates()) {
                all.add(command.trainAndLog(tracker, candidate));
            }
            Logged winner = all.stream()
                    .min(Comparator.comparingDouble(
                            each -> each.trained().evaluation().rmse()))
                    .orElseThrow();
            String name = workspace.config().model();
            ModelVersion version = registry.setAlias(registry.register(name, winner.model()), alias);
            console.say(
                    "register",
                    "%s has the smallest RMSE: %s version %d, alias %s",
                    winner.trained().candidate().name(),
                    name,
                    version.version(),
                    alias);
            return new Registered(winner, version);
        }
    }

    private Logged trainAndLog(Tracker tracker, Candidate candidate) {
        ModelConfig config = workspace.config();
        try (Run run = tracker.startRun(candidate.name())) {
            console.say("train", "%s: %s", candidate.name(), Console.row(candidate.params()));
            logSetting(run, candidate);
            long start = System.nanoTime();
            Trained trained = Trained.train(candidate, workspace.features(), workspace.parts(), config);
            double seconds = (System.nanoTime() - start) / 1e9;
            Evaluation evaluation = trained.evaluation();
            console.say(
                    "",
                    "%.1f s, on the test rows: RMSE %s, MAE %s, R² %.4f",
                    seconds,
                    Console.number(evaluation.rmse()),
                    Console.number(evaluation.mae()),
                    evaluation.r2());
            logResults(run, trained);
            run.logMetric("training_seconds", seconds);
            console.say("upload", "metrics, two charts and the model");
            logPlots(run, trained);
            ModelBundle bundle = ModelBundle.of(trained.scoring(), exampleRows());
            LoggedModel model = run.logModel(config.model(), bundle::writeTo, options());
            run.finish();
            return new Logged(trained, model, place(run));
        }
    }

    /** The profile of the training rows is what a service compares its inputs with. */
    private ModelOptions options() {
        Profile training =
                Profile.ofRows(workspace.features().inputs(workspace.parts().first()));
        return ModelOptions.defaults()
                .withModelType("regressor")
                .withProfile(StoredProfile.of(training).toJson());
    }

    private String place(Run run) {
        return trackingUri.startsWith(LOCAL)
                ? run.id() + ", kept in " + trackingUri.substring(LOCAL.length())
                : run.uri();
    }

    private void logSetting(Run run, Candidate candidate) {
        ModelConfig config = workspace.config();
        Map<String, Object> params = new LinkedHashMap<>(candidate.params());
        params.put("target", config.target());
        params.put("test_fraction", config.split().testFraction());
        params.put("seed", config.split().seed());
        params.put("impute", config.preprocessing().impute().name().toLowerCase(Locale.ROOT));
        params.put("features", String.join(",", workspace.features().names()));
        run.logParams(params);
        run.setTag("data", workspace.features().table().name());
        run.logDataset(dataset, "training");
        run.artifacts().logText(config.file().text(), "model_config.yaml");
    }

    private void logResults(Run run, Trained trained) {
        List<MetricPoint> points = new ArrayList<>();
        List<Double> curve = trained.curve();
        for (int i = 0; i < curve.size(); i++) {
            points.add(MetricPoint.now("test_rmse_by_step", curve.get(i), i + 1L));
        }
        trained.evaluation().metrics().forEach((key, value) -> points.add(MetricPoint.now(key, value, 0)));
        run.logMetrics(points);
    }

    private void logPlots(Run run, Trained trained) {
        Features features = workspace.features();
        Table test = workspace.parts().second();
        String name = trained.candidate().name() + " on " + features.table().name() + " data";
        double[] predicted = trained.scoring().predictValues(Rows.ofMaps(features.inputs(test)));
        XYChart residuals =
                Charts.residuals("Errors of " + name, features.target(), test.numbers(features.target()), predicted);
        run.artifacts().logFigure(BitmapEncoder.getBufferedImage(residuals), "plots/residuals.png");
        CategoryChart importance = Charts.importance(
                "What matters to " + name,
                trained.importance(features, test, workspace.config().split().seed()));
        run.artifacts().logFigure(BitmapEncoder.getBufferedImage(importance), "plots/importance.png");
    }

    /** What distinguishes these data from others: for a file the digest of its bytes, for generated data that of the values. */
    private static Dataset dataset(Table table) {
        if (!table.isGenerated()) {
            return Dataset.ofCsv(table.name(), Path.of(table.source()));
        }
        Map<String, List<?>> columns = new LinkedHashMap<>();
        for (Table.Column column : table.columns()) {
            columns.put(column.name(), table.values(column.name()));
        }
        return Dataset.ofColumns(table.name(), columns);
    }

    /** Rows that travel with the model: its loader checks that it still predicts the same bits. */
    private List<Map<String, Object>> exampleRows() {
        List<Map<String, Object>> rows =
                workspace.features().inputs(workspace.parts().second());
        return rows.subList(0, Math.min(EXAMPLE_ROWS, rows.size()));
    }
}
