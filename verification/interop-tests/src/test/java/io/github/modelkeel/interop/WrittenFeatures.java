package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.Experiment;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunOptions;
import io.github.modelkeel.tracking.Tracker;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Writes all that the tracking client can do beyond values and files, and says as JSON what MLflow's client must read. */
final class WrittenFeatures {
    private static final int MODEL_BYTES = 100_000;

    private final ObjectNode expected = new ObjectMapper().createObjectNode();

    private WrittenFeatures() {}

    static WrittenFeatures write(ClientConfig config) throws IOException, InterruptedException {
        WrittenFeatures written = new WrittenFeatures();
        try (Tracker tracker = Tracker.open("interop-features", config)) {
            written.experiments(tracker);
            try (Run run = tracker.startRun(RunOptions.named("before").withSystemMetrics(Duration.ofMillis(200)))) {
                written.documents(run);
                written.tables(run);
                written.images(run);
                String svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
                run.artifacts().logFigure(svg, "plots/c.svg");
                written.expected.put("svg", svg);
                written.model(run);
                written.values(tracker, run);
                while (tracker.runs()
                                .metricHistory(run.id(), "system/jvm_heap_usage_megabytes")
                                .count()
                        < 2) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                run.finish();
            }
        }
        return written;
    }

    String asJson() {
        return expected.toString();
    }

    private void experiments(Tracker tracker) {
        String unique = Long.toString(System.nanoTime());
        Experiment kept = tracker.experiments().create("interop-x-" + unique, Map.of("team", "ml", "gone", "x"), null);
        Experiment deleted = tracker.experiments().create("interop-y-" + unique, Map.of(), null);
        tracker.experiments().delete(deleted.id());
        tracker.experiments().delete(kept.id());
        tracker.experiments().restore(kept.id());
        tracker.experiments().rename(kept.id(), "interop-z-" + unique);
        tracker.experiments().setTag(kept.id(), "mlflow.note.content", "naïve α");
        tracker.experiments().deleteTag(kept.id(), "gone");
        String deletedRun = endedRun(tracker, "deleted");
        tracker.runs().delete(deletedRun);
        String restoredRun = endedRun(tracker, "restored");
        tracker.runs().delete(restoredRun);
        tracker.runs().restore(restoredRun);
        ObjectNode node = expected.putObject("experiment");
        node.put("id", kept.id()).put("name", "interop-z-" + unique).put("deleted", deleted.name());
        node.put("deleted_run", deletedRun).put("restored_run", restoredRun);
        node.putObject("tags").put("team", "ml").put("mlflow.note.content", "naïve α");
    }

    private static String endedRun(Tracker tracker, String name) {
        try (Run run = tracker.startRun(name)) {
            run.finish();
            return run.id();
        }
    }

    private void documents(Run run) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rate", 1e-10);
        document.put("big", 1e21);
        document.put("no", "no");
        document.put("day", "2026-01-02");
        document.put("version", "1.10");
        document.put("list", List.of(1, 2.5, "x"));
        document.put("nested", Map.of("ü", Arrays.asList(true, null)));
        run.artifacts().logDict(document, "conf/a.json");
        run.artifacts().logDict(document, "conf/a.yaml");
        expected.set("document", new ObjectMapper().valueToTree(document));
    }

    private void tables(Run run) {
        Map<String, List<?>> first = new LinkedHashMap<>();
        first.put("q", List.of("a", "b/ü"));
        first.put("score", Arrays.asList(0.5, null));
        run.artifacts().logTable(first, "eval/t.json");
        run.artifacts().logTable(Map.of("q", List.of("c"), "score", List.of(2.25)), "eval/t.json");
        ObjectNode table = expected.putObject("table");
        table.putArray("columns").add("q").add("score");
        var rows = table.putArray("rows");
        rows.addArray().add("a").add(0.5);
        rows.addArray().add("b/ü").addNull();
        rows.addArray().add("c").add(2.25);
    }

    private static BufferedImage image(int width, int height, int type, long seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    /** Among them images whose WebP form is compared with their PNG form, pixel by pixel. */
    private void images(Run run) {
        BufferedImage image = image(300, 200, BufferedImage.TYPE_INT_RGB, 1);
        run.artifacts().logImage(image, "dogs/brown", 3, 1_700_000_000_000L);
        int rgb = image.getRGB(17, 29);
        ObjectNode node = expected.putObject("image");
        node.put("width", 300).put("height", 200).put("probe", 29 * 300 + 17);
        node.putArray("rgba")
                .add(rgb >> 16 & 0xff)
                .add(rgb >> 8 & 0xff)
                .add(rgb & 0xff)
                .add(255);

        BufferedImage alpha = image(61, 47, BufferedImage.TYPE_INT_ARGB, 2);
        for (int i = 0; i < 61; i++) {
            alpha.setRGB(i, 5, 0xff00ff00);
        }
        Map<String, BufferedImage> exact = Map.of(
                "noise",
                image(256, 171, BufferedImage.TYPE_INT_RGB, 3),
                "alpha",
                alpha,
                "flat",
                new BufferedImage(512, 300, BufferedImage.TYPE_INT_RGB),
                "line",
                image(1, 90, BufferedImage.TYPE_INT_RGB, 4));
        exact.forEach((name, each) -> {
            run.artifacts().logImage(each, "exact/" + name + ".png");
            run.artifacts().logImage(each, "exact/" + name + ".webp");
        });
    }

    /** A model whose first attempt ends in its writer's second file, and that is continued. */
    private void model(Run run) {
        LoggedModel model = run.logModel("continued", directory -> {
            byte[] weights = new byte[MODEL_BYTES];
            new Random(5).nextBytes(weights);
            Files.write(directory.resolve("weights"), weights);
        });
        LoggedModel again = run.resumeModel(model.modelId(), directory -> {}, ModelOptions.defaults());
        if (!again.status().equals("LOGGED_MODEL_READY")
                || !run.incompleteModels("continued").isEmpty()) {
            throw new IllegalStateException("a model that is ready is not left alone: " + again);
        }
        expected.putObject("model").put("model_id", model.modelId()).put("size", MODEL_BYTES);
    }

    private void values(Tracker tracker, Run run) {
        Dataset train = Dataset.ofColumns("train", Map.of("sqft", List.of(1, 2)));
        Dataset test = Dataset.ofColumns("test", Map.of("sqft", List.of(3, 4)));
        String model = expected.path("model").path("model_id").asText();
        run.logInputs(List.of(new RunInfo.Input(train, "training"), new RunInfo.Input(test, "")), List.of(model));
        run.setDescription("# what\nand why");
        tracker.runs().rename(run.id(), "after");
        ObjectNode node = expected.putObject("run");
        node.put("id", run.id()).put("name", "after").put("note", "# what\nand why");
        ObjectNode inputs = node.putObject("inputs");
        inputs.putObject("train").put("mlflow.data.context", "training");
        inputs.putObject("test");
        node.putArray("model_inputs").add(model);
    }
}
