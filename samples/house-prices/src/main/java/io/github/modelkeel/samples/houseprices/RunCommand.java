package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.samples.houseprices.TrainCommand.Registered;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole way once: train, log, register, load, predict, compare data. */
final class RunCommand {
    private static final int EXAMPLES = 3;

    private RunCommand() {}

    /**
     * What the run came to.
     *
     * @param reports the drift reports; the one that should find drift comes first
     */
    record Outcome(Registered champion, List<Prediction> predictions, List<Path> reports) {}

    static Outcome run(Workspace workspace, ClientConfig config, Path reportFolder, Console console) {
        // the registry stays open for the whole run, and with it the embedded server
        try (Registry registry = Registry.open(config)) {
            Registered champion = TrainCommand.run(workspace, config, registry, TrainCommand.CHAMPION, console);
            String uri = "models:/" + workspace.config().model() + "@" + TrainCommand.CHAMPION;
            console.say("load", "%s", uri);
            List<Prediction> predictions = predict(workspace, uri, config);
            List<Path> reports =
                    DriftCheck.writeReports(workspace.features(), workspace.config(), reportFolder, console);
            console.blank();
            console.say("run", "%s", champion.winner().runPlace());
            if (config.trackingUri().startsWith("local:")) {
                console.say("", "(the embedded server ends with this command; what it keeps stays)");
            }
            report(workspace, champion, predictions, console);
            console.say("report", "%s", reports.get(0));
            return new Outcome(champion, predictions, reports);
        }
    }

    private static List<Prediction> predict(Workspace workspace, String uri, ClientConfig config) {
        List<Map<String, Object>> rows =
                examples(workspace).stream().map(workspace.features()::input).toList();
        try (Predictor predictor = Predictor.builder(uri).config(config).load()) {
            return predictor.predict(Rows.ofMaps(rows));
        }
    }

    private static List<Map<String, Object>> examples(Workspace workspace) {
        List<Map<String, Object>> test = workspace.parts().second().rows();
        return test.subList(0, Math.min(EXAMPLES, test.size()));
    }

    private static void report(
            Workspace workspace, Registered champion, List<Prediction> predictions, Console console) {
        Features features = workspace.features();
        console.say(
                TrainCommand.CHAMPION,
                "%s version %d (%s, R² %.4f on %s data)",
                champion.version().name(),
                champion.version().version(),
                champion.winner().trained().candidate().name(),
                champion.winner().trained().evaluation().r2(),
                features.table().name());
        List<Map<String, Object>> rows = examples(workspace);
        for (int i = 0; i < predictions.size(); i++) {
            console.say(
                    "predicted",
                    "%s %s, actually %s, for %s",
                    features.target(),
                    Console.number(predictions.get(i).value()),
                    Console.number(Table.number(rows.get(i), features.target())),
                    Console.row(features.input(rows.get(i))));
        }
    }
}
