package io.github.modelkeel.samples.risk;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.evaluation.Performance;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tribuo.TribuoModels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;

/**
 * Trains, and registers a version: metrics, the table that gates compare, a profile, the model.
 *
 * @param python trains in place of us; null for our own
 */
record Training(Nights nights, @Nullable PythonTraining python) {
    static final String EXPERIMENT = "credit-risk";
    /** The tag of a version that says which customers it was trained for. */
    static final String CUSTOMERS = "customers";

    private static final String TABLE = "latest_loans.csv";
    private static final int NIGHTS = 3;
    /** Tribuo logs each step at level INFO. Kept, because a logger without a reference is forgotten with its level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    /**
     * Trains on what became of the loans of the last nights; before the first night on those to older customers.
     *
     * @param most how many loans at most; the test is the same
     */
    ModelVersion register(int most) throws IOException, InterruptedException {
        Loans latest = latest();
        Loans test = latest.where(Loans::isForTests);
        Loans all = latest.where(row -> !Loans.isForTests(row));
        Loans train = new Loans(
                all.name(), all.rows().stream().limit(Math.max(0, most)).toList());
        int results = Set.copyOf(train.column(Loans.TARGET)).size();
        if (results + Set.copyOf(test.column(Loans.TARGET)).size() < 4) {
            throw new IllegalArgumentException("the loans of " + all.name() + ", with --most=" + most
                    + ", are too few: good and bad ones are needed to train and to test");
        }
        ModelVersion version = python == null
                ? train(train, test)
                : nights.registry()
                        .getVersion(model(), python.register(nights.config().trackingUri(), model(), train, test));
        String kind = Loans.kind(train.rows().get(0));
        nights.registry().setVersionTag(model(), version.version(), CUSTOMERS, kind);
        testChampion(test);
        return version;
    }

    /** The loans of the last nights to customers whose features were there, each customer once. */
    private Loans latest() throws IOException {
        Set<String> customers = new HashSet<>();
        List<Integer> all = nights.all();
        for (int i = 0, found = 0; i < all.size() && found < NIGHTS; i++) {
            List<String> rows = Files.readAllLines(nights.file(all.get(i)));
            rows.removeIf(row -> !row.endsWith("," + Store.NAME));
            rows.forEach(row -> customers.add(row.substring(0, row.indexOf(','))));
            if (rows.isEmpty()) {
                nights.console().say("night %d has no customers with features of the store: left out", all.get(i));
            }
            found += rows.isEmpty() ? 0 : 1;
        }
        if (customers.isEmpty() && !all.isEmpty()) {
            throw new IllegalStateException("no night in " + nights.folder() + " has customers with features of"
                    + " the store: score one with it, or move the nights away to train on older customers");
        }
        return nights.loans()
                .where(row -> all.isEmpty()
                        ? Loans.kind(row).equals("older")
                        : customers.contains(String.valueOf(row.get(Loans.ID))));
    }

    private ModelVersion train(Loans train, Loans test) {
        try (Tracker tracker = Tracker.open(EXPERIMENT, nights.config());
                Run run = tracker.startRun("xgboost")) {
            run.logParams(
                    Map.of("trees", 60, "max_depth", 3, "loans", train.rows().size()));
            ScoringModel trained = trained(train);
            List<Map<String, Object>> inputs = test.with(Loans.INPUTS);
            List<Output> outputs = trained.predict(Rows.ofMaps(inputs));
            double[] probabilities =
                    outputs.stream().mapToDouble(Training::probability).toArray();
            Performance performance = Evaluation.defaults().binary(test.bad(), probabilities);
            performance.metrics().forEach((name, metric) -> run.logMetric(name, metric.value()));
            run.artifacts().logText(table(test, outputs), TABLE);
            LoggedModel logged = run.logModel(
                    model(),
                    ModelBundle.of(trained, inputs.subList(0, Math.min(50, inputs.size())))::writeTo,
                    ModelOptions.defaults()
                            .withModelType("classifier")
                            .withProfile(profile(inputs, outputs).toJson()));
            run.finish();
            return nights.registry().register(model(), logged);
        }
    }

    private static ScoringModel trained(Loans train) {
        TRIBUO.setLevel(Level.WARNING);
        Preprocessing.Builder builder = Preprocessing.builder();
        Loans.NUMBERS.forEach(column -> builder.number(column, steps -> steps.scaleStandard()));
        Loans.TEXTS.forEach(column -> builder.text(column, steps -> steps.oneHotIgnoringUnknown()));
        FittedPreprocessing preprocessing = builder.build().fit(train.rows());
        XGBoostClassificationTrainer trainer =
                new XGBoostClassificationTrainer(60, 0.1, 0, 3, 1, 0.8, 1, 1, 0, 1, true, 42);
        return TribuoModels.toClassifier(
                trainer.train(TribuoModels.labelDataset(preprocessing, train.rows(), Loans.TARGET)),
                preprocessing,
                Loans.TARGET);
    }

    /** What a night is compared with: loans that the training did not see, and what the model says of them. */
    private static StoredProfile profile(List<Map<String, Object>> inputs, List<Output> outputs) {
        return StoredProfile.of(Profile.ofRows(IntStream.range(0, inputs.size())
                .mapToObj(i -> profiled(inputs.get(i), outputs.get(i)))
                .toList()));
    }

    /** Inputs and prediction as a row. */
    static Map<String, @Nullable Object> profiled(Map<String, ? extends @Nullable Object> inputs, Output output) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(inputs);
        row.put(Loans.TARGET, output.label());
        row.put(Loans.TARGET + ".probability", probability(output));
        return row;
    }

    /** The gates compare both models on the same loans, so the champion's run gets its predictions of the newest ones. */
    private void testChampion(Loans test) {
        Integer champion = nights.registry().getModel(model()).aliases().get(Nights.CHAMPION);
        if (champion == null) {
            return; // there is nothing to compare with yet
        }
        List<Prediction> predictions = nights.predict(champion, test.with(Loans.INPUTS));
        List<Output> outputs = predictions.stream().map(Prediction::output).toList();
        String runId = nights.registry().getVersion(model(), champion).runId().orElseThrow();
        try (Tracker tracker = Tracker.open(EXPERIMENT, nights.config());
                Run run = tracker.resumeRun(runId)) {
            run.artifacts().logText(table(test, outputs), TABLE);
            run.finish();
        }
    }

    private static String table(Loans test, List<Output> outputs) {
        List<Object> results = test.column(Loans.TARGET);
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> results.get(i) + "," + probability(outputs.get(i)) + "\n")
                .collect(Collectors.joining("", Loans.TARGET + ",bad_probability\n", ""));
    }

    static double probability(Output output) {
        return output.probabilities().getOrDefault(Loans.BAD, Double.NaN);
    }

    String model() {
        return nights.loans().model();
    }
}
