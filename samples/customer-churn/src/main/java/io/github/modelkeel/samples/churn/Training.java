package io.github.modelkeel.samples.churn;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.evaluation.Performance;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains candidates and registers each as a version of one model: parameters, metrics, the table that gates compare, a profile, the model.
 *
 * @param model the name in the registry
 * @param train who is trained on
 * @param test who is tested: the same customers each time, so that models can be compared
 */
record Training(ClientConfig config, Registry registry, String model, Customers train, Customers test) {
    static final String EXPERIMENT = "customer-churn";

    private static final int EXAMPLE_ROWS = 50;

    static Training of(Customers customers, ClientConfig config, Registry registry) {
        Customers shuffled = customers.shuffled(42);
        return new Training(config, registry, modelName(customers), shuffled.between(0.3, 1), shuffled.between(0, 0.3));
    }

    /** The name in the registry: one for each data set, since models of different customers cannot be compared. */
    static String modelName(Customers customers) {
        return customers.name().equals(Customers.GENERATED) ? "churn" : "churn-" + customers.name();
    }

    ModelVersion register(Candidate candidate, Customers customers) {
        try (Tracker tracker = Tracker.open(EXPERIMENT, config);
                Run run = tracker.startRun(candidate.name())) {
            run.logParams(candidate.params());
            run.logParam("customers", customers.rows().size());
            run.logDataset(Dataset.ofColumns(customers.name(), customers.byColumn()), "training");
            ScoringModel trained = candidate.train(customers);
            List<Map<String, Object>> inputs = test.inputs();
            List<Output> outputs = trained.predict(Rows.ofMaps(inputs));
            evaluate(run, outputs);
            ModelOptions options = ModelOptions.defaults()
                    .withModelType("classifier")
                    .withProfile(profile(inputs, outputs).toJson());
            LoggedModel logged = run.logModel(
                    model,
                    ModelBundle.of(trained, inputs.subList(0, Math.min(EXAMPLE_ROWS, inputs.size())))::writeTo,
                    options);
            run.finish();
            return registry.register(model, logged);
        }
    }

    /** Metrics for people, and the table of answers and predictions, from which the gates compute an interval. */
    private void evaluate(Run run, List<Output> outputs) {
        double[] probabilities =
                outputs.stream().mapToDouble(Training::probability).toArray();
        Performance performance = Evaluation.defaults().binary(test.left(), probabilities);
        performance.metrics().forEach((name, metric) -> run.logMetric(name, metric.value()));
        run.artifacts()
                .logTable(
                        Map.of(
                                Customers.TARGET,
                                test.byColumn().get(Customers.TARGET),
                                "churn_probability",
                                Arrays.stream(probabilities).boxed().toList()),
                        "evaluation.json");
    }

    /** What a service's requests and predictions are compared with: customers that the training did not see, and what the model says of them. */
    private static StoredProfile profile(List<Map<String, Object>> inputs, List<Output> outputs) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>(inputs.get(i));
            row.put(Customers.TARGET, outputs.get(i).label());
            row.put(Customers.TARGET + ".probability", probability(outputs.get(i)));
            rows.add(row);
        }
        return StoredProfile.of(Profile.ofRows(rows));
    }

    private static double probability(Output output) {
        return output.probabilities().getOrDefault(Customers.LEFT, Double.NaN);
    }
}
