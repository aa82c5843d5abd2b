package io.github.modelkeel.gates;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The embedded server with a model of houses, and versions of it that runs logged. */
final class World implements AutoCloseable {
    private final Path root;
    private final ClientConfig config;
    private final Registry registry;

    World(Path root) {
        this.root = root;
        this.config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        this.registry = Registry.open(config);
    }

    /** What a version's run logs: metrics, files by their paths, and the model's files. */
    record Logged(Map<String, Double> metrics, Map<String, String> files, Writer model) {
        static Logged of(Map<String, Double> metrics) {
            return new Logged(metrics, Map.of(), directory -> house(1).writeTo(directory));
        }

        Logged with(String path, String content) {
            return new Logged(metrics, Map.of(path, content), model);
        }

        Logged withModel(Writer writer) {
            return new Logged(metrics, files, writer);
        }
    }

    /** Writes a model's files. */
    interface Writer {
        void write(Path directory) throws IOException;
    }

    Registry registry() {
        return registry;
    }

    int register(String name, Logged logged) {
        try (Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("train")) {
            logged.metrics().forEach(run::logMetric);
            for (Map.Entry<String, String> file : logged.files().entrySet()) {
                Path written = Files.createTempDirectory(root, "file").resolve(file.getKey());
                run.logArtifact(Files.writeString(written, file.getValue()));
            }
            LoggedModel model = run.logModel(name, directory -> logged.model().write(directory));
            run.finish();
            return registry.register(name, model).version();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A linear model with two example rows. */
    static ModelBundle house(double pricePerSquareFoot) {
        List<Map<String, Double>> rows = List.of(Map.of("sqft", 1000.0), Map.of("sqft", 2000.0));
        FittedPreprocessing preprocessing =
                Preprocessing.builder().number("sqft").build().fit(rows);
        return ModelBundle.of(
                ScoringModelBuilder.linear(
                                preprocessing,
                                Column.number("price"),
                                new double[] {pricePerSquareFoot},
                                0.5,
                                Link.IDENTITY)
                        .build(),
                rows);
    }

    /** A model as Python logs it: one tree of LightGBM, and no stored predictions. */
    static void lightgbm(Path directory) throws IOException {
        Files.writeString(directory.resolve("MLmodel"), """
                flavors:
                  lightgbm:
                    data: model.lgb
                    model_class: lightgbm.basic.Booster
                signature:
                  inputs: '[{"type": "double", "name": "sqft", "required": true}]'
                  outputs: null
                """);
        Files.writeString(directory.resolve("model.lgb"), """
                tree
                version=v4
                num_class=1
                num_tree_per_iteration=1
                label_index=0
                max_feature_idx=0
                objective=regression
                feature_names=sqft
                feature_infos=[0:5000]
                tree_sizes=300

                Tree=0
                num_leaves=2
                num_cat=0
                split_feature=0
                split_gain=1
                threshold=1500.5
                decision_type=2
                left_child=-1
                right_child=-2
                leaf_value=100 200
                leaf_weight=1 1
                leaf_count=1 1
                internal_value=150
                internal_weight=2
                internal_count=2
                is_linear=0
                shrinkage=1


                end of trees
                """);
    }

    @Override
    public void close() {
        registry.close();
    }
}
