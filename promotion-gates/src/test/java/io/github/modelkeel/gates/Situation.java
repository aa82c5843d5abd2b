package io.github.modelkeel.gates;

import static io.github.modelkeel.registry.PromotionGate.Outcome.FAIL;
import static io.github.modelkeel.registry.PromotionGate.Outcome.INVESTIGATE;
import static io.github.modelkeel.registry.PromotionGate.Outcome.PASS;

import io.github.modelkeel.gates.World.Logged;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A champion, a challenger and a gate.
 *
 * @param champion null for none yet
 * @param challenger null for the champion itself
 */
record Situation(
        String name,
        String gate,
        @Nullable Logged champion,
        @Nullable Logged challenger,
        Outcome outcome) {
    private static final String REPORT = "report.json";
    private static final String TABLE = "table: eval.csv, actual: price, predicted: prediction";
    private static final Logged PLAIN = Logged.of(Map.of());

    @Override
    public String toString() {
        return name;
    }

    static List<Situation> all() {
        List<Situation> all = new ArrayList<>();
        metrics(all);
        tables(all);
        segments(all);
        drift(all);
        models(all);
        return all;
    }

    private static Logged rmse(double value) {
        return Logged.of(Map.of("rmse", value));
    }

    private static void metrics(List<Situation> all) {
        all.add(new Situation("bound kept", "metric: auc, at_least: 0.8", null, Logged.of(Map.of("auc", 0.83)), PASS));
        all.add(new Situation(
                "bound broken", "metric: auc, at_least: 0.8", null, Logged.of(Map.of("auc", 0.79)), FAIL));
        all.add(new Situation("metric missing", "metric: auc, at_least: 0.8", null, PLAIN, FAIL));
        all.add(new Situation("metric is NaN", "metric: rmse, at_most: 1", null, rmse(Double.NaN), FAIL));
        String share = "metric: rmse, tolerance: 2%";
        all.add(new Situation("worse within a share", share, rmse(100), rmse(101.5), PASS));
        all.add(new Situation("worse by more than a share", share, rmse(100), rmse(102.5), FAIL));
        all.add(new Situation(
                "worse by more than an amount",
                "metric: gain, better: higher, tolerance: 0.01",
                Logged.of(Map.of("gain", 0.9)),
                Logged.of(Map.of("gain", 0.88)),
                FAIL));
        all.add(new Situation("no champion yet", share, null, rmse(100), PASS));
        all.add(new Situation("the challenger is the champion", share, rmse(100), null, PASS));
        all.add(new Situation("the challenger lacks the metric", share, rmse(100), PLAIN, FAIL));
        all.add(new Situation("the champion lacks the metric", share, PLAIN, rmse(100), INVESTIGATE));
        all.add(new Situation("the champion's is NaN", share, rmse(Double.NaN), rmse(100), INVESTIGATE));
    }

    /** Predictions that are off by an error of the given size; the same labels for the same seed. */
    private static String table(int rows, long seed, double error) {
        SplittableRandom labels = new SplittableRandom(seed);
        SplittableRandom errors = new SplittableRandom(Math.round(error * 1000) + 7);
        StringBuilder csv = new StringBuilder("price,prediction,zone\r\n");
        for (int i = 0; i < rows; i++) {
            double price = labels.nextInt(1000);
            String zone = i % 10 == 0 ? "harbour" : "hill";
            double larger = i % 10 == 0 ? 3 : 1;
            double off = larger * error * (errors.nextDouble() - 0.5);
            csv.append(price)
                    .append(',')
                    .append(price + off)
                    .append(',')
                    .append(zone)
                    .append("\r\n");
        }
        return csv.toString();
    }

    /** Forty rows of two classes as MLflow writes them, each score off by up to an amount. */
    private static String json(double most) {
        SplittableRandom random = new SplittableRandom(5);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double off = most * random.nextDouble();
            rows.add("[" + i % 2 + "," + (i % 2 == 0 ? off : 1 - off) + "]");
        }
        return "{\"columns\":[\"paid\",\"score\"],\"data\":[" + String.join(",", rows) + "]}";
    }

    private static void tables(List<Situation> all) {
        String gate = "metric: rmse, tolerance: 5%, " + TABLE;
        Logged champion = PLAIN.with("eval.csv", table(400, 1, 10));
        all.add(new Situation(
                "clearly no worse on the same rows", gate, champion, PLAIN.with("eval.csv", table(400, 1, 9)), PASS));
        all.add(new Situation(
                "clearly worse on the same rows", gate, champion, PLAIN.with("eval.csv", table(400, 1, 14)), FAIL));
        all.add(new Situation(
                "too few rows to tell",
                gate,
                PLAIN.with("eval.csv", table(40, 1, 10)),
                PLAIN.with("eval.csv", table(40, 1, 10.3)),
                INVESTIGATE));
        all.add(new Situation(
                "fewer than 30 rows",
                gate,
                PLAIN.with("eval.csv", "price,prediction\n1,2\n"),
                PLAIN.with("eval.csv", "price,prediction\n1,1\n"),
                INVESTIGATE));
        all.add(new Situation(
                "fewer than 30 rows of the champion",
                gate,
                PLAIN.with("eval.csv", table(3, 1, 10)),
                PLAIN.with("eval.csv", table(400, 1, 1)),
                INVESTIGATE));
        all.add(new Situation(
                "fewer than 30 rows, none wrong",
                "metric: accuracy, tolerance: 0, " + TABLE,
                PLAIN.with("eval.csv", "price,prediction\nlow,low\nhigh,high\nlow,low\n"),
                PLAIN.with("eval.csv", "price,prediction\nlow,low\nhigh,high\nlow,low\n"),
                INVESTIGATE));
        all.add(new Situation(
                "clearly worse on other rows", gate, champion, PLAIN.with("eval.csv", table(400, 2, 20)), FAIL));
        all.add(new Situation("the challenger has no table", gate, champion, PLAIN, FAIL));
        all.add(new Situation("the champion has no table", gate, PLAIN, champion, INVESTIGATE));
        all.add(new Situation(
                "the table lacks a column", gate, champion, PLAIN.with("eval.csv", "price,guess\n1,2\n"), FAIL));
        all.add(new Situation(
                "a prediction is not a number",
                gate,
                champion,
                PLAIN.with("eval.csv", "price,prediction\n1,2\n3,none\n"),
                FAIL));
        all.add(new Situation(
                "the challenger predicts NaN",
                gate,
                champion,
                PLAIN.with("eval.csv", "price,prediction\n1,NaN\n"),
                FAIL));
        all.add(new Situation(
                "MLflow's JSON table, two classes",
                "metric: auc, tolerance: 0.05, table: eval_results_table.json, actual: paid, predicted: score",
                PLAIN.with("eval_results_table.json", json(0.7)),
                PLAIN.with("eval_results_table.json", json(0.3)),
                PASS));
        all.add(new Situation(
                "a table that is not JSON",
                gate,
                champion,
                PLAIN.with("eval.csv", "{\"columns\": [\"price\", \"prediction\"], \"data\": <html>}"),
                FAIL));
    }

    private static void segments(List<Situation> all) {
        String gate = "metric: rmse, segment: zone, " + TABLE + ", at_most: ";
        Logged challenger = PLAIN.with("eval.csv", table(400, 1, 10));
        all.add(new Situation("the worst segment is good enough", gate + "10", null, challenger, PASS));
        all.add(new Situation("the worst segment is too bad", gate + "5", null, challenger, FAIL));
        all.add(new Situation("segments are small", gate + "10, min_rows: 500", null, challenger, INVESTIGATE));
    }

    private static String report(String state, String reason) {
        return "{\"format\":\"modelkeel-drift-report\",\"format_version\":2,\"state\":\"" + state + "\",\"reason\":\""
                + reason + "\"}";
    }

    private static void drift(List<Situation> all) {
        String gate = "drift: " + REPORT;
        all.add(new Situation(
                "data are stable",
                gate,
                null,
                PLAIN.with(REPORT, report("STABLE", "0 of 9 judged columns drifted")),
                PASS));
        all.add(new Situation(
                "data drifted",
                gate,
                null,
                PLAIN.with(REPORT, report("DRIFTED", "5 of 9 judged columns drifted")),
                FAIL));
        all.add(new Situation(
                "too few data to judge", gate, null, PLAIN.with(REPORT, report("UNDECIDED", "12 rows")), INVESTIGATE));
        all.add(new Situation("no drift report", gate, null, PLAIN, FAIL));
        all.add(new Situation("another file", gate, null, PLAIN.with(REPORT, "{}"), FAIL));
    }

    private static void models(List<Situation> all) {
        all.add(new Situation("stored predictions", "replay: stored", null, PLAIN, PASS));
        all.add(new Situation(
                "a model without stored predictions",
                "replay: stored",
                null,
                PLAIN.withModel(World::lightgbm),
                INVESTIGATE));
        all.add(new Situation(
                "a model that predicts something else",
                "replay: stored",
                null,
                PLAIN.withModel(Situation::changed),
                FAIL));
        all.add(new Situation("given rows", "replay: rows.jsonl, max_difference: 0.001", null, PLAIN, PASS));
        all.add(new Situation(
                "given rows with other outputs",
                "replay: rows.jsonl, max_difference: 0.001",
                null,
                PLAIN.withModel(directory -> World.house(2).writeTo(directory)),
                FAIL));
        all.add(new Situation("a signature", "signature: required", null, PLAIN, PASS));
        all.add(new Situation(
                "no signature",
                "signature: required",
                null,
                PLAIN.withModel(directory -> Files.writeString(directory.resolve("MLmodel"), "flavors:\n  none: {}\n")),
                FAIL));
    }

    /** One model with the expected predictions of another. */
    private static void changed(Path directory) throws java.io.IOException {
        World.house(1).writeTo(directory);
        Path other = Files.createTempDirectory(directory.getParent(), "other");
        World.house(2).writeTo(other);
        Files.copy(
                other.resolve("expected_predictions.json"),
                directory.resolve("expected_predictions.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
