package io.github.modelkeel.samples.churn;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.gates.Gates;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of a model once, step by step, with what each step is for.
 *
 * @param python trains the first candidate; null for our own
 */
record RunCommand(
        ClientConfig config,
        Registry registry,
        Training training,
        @Nullable PythonCandidate python,
        Path gates,
        Console console) {
    private static final String CHAMPION = "champion";
    private static final int FEEDBACK_ROWS = 200;
    private static final int MAX_BATCH = 2_000;

    /** Registers two candidates, which does not put them into production. */
    List<ModelVersion> train() throws IOException, InterruptedException {
        console.step("Two candidates");
        console.say(
                "%s: %,d customers to train, %,d to test, the same ones each time, so that models can be compared.",
                training.train().name(),
                training.train().rows().size(),
                training.test().rows().size());
        ModelVersion first = python == null
                ? training.register(Candidate.boosted(), training.train())
                : registry.getVersion(model(), python.register(config.trackingUri(), training));
        console.say(
                "%s/%d: %s", model(), first.version(), python == null ? "boosted trees" : "scikit-learn's, by Python");
        Customers newest = training.train().where(row -> ((Number) row.getOrDefault("tenure", 0)).intValue() <= 2);
        ModelVersion second = training.register(Candidate.logistic(), newest);
        console.say("%s/%d: a logistic regression of the newest customers alone", model(), second.version());
        console.say("Each has metrics, a table of its predictions, and a profile. Neither is in production.");
        return List.of(first, second);
    }

    void run(Path log) throws IOException, InterruptedException {
        ensureProduction();
        List<ModelVersion> candidates = train();
        try (ChurnService service = new ChurnService(config, model(), log, 0)) {
            int before = registry.resolveAlias(model(), CHAMPION);
            Client client = new Client(service.uri());
            console.step("The service, with what is in production");
            Map<String, Object> customer = training.test().inputs().get(0);
            console.command(
                    "curl %s/predict -H 'Content-Type: application/json' -d '%s'",
                    service.uri(), Client.JSON.writeValueAsString(customer));
            console.say("%s", client.post("/predict", customer));

            console.step("The gates");
            for (int i = candidates.size() - 1; i >= 0; i--) {
                promote(candidates.get(i));
            }
            int now = registry.resolveAlias(model(), CHAMPION);
            console.say("'champion' is version %d. The service follows by itself:", now);
            console.say("%s", client.postUntilVersion(now, "/predict", customer));
            watch(service, client);
            if (now != before) {
                rollBack(client, before, customer);
            }
            console.done("Kept in %s; the prediction log is in %s", config.trackingUri(), log);
        }
    }

    private void ensureProduction() {
        console.step("What is in production");
        registry.createModel(model());
        try {
            console.say("'champion' of '%s' is version %d.", model(), registry.resolveAlias(model(), CHAMPION));
        } catch (ResourceNotFoundException e) {
            ModelVersion first =
                    training.register(Candidate.logistic(), training.train().between(0, 0.5));
            console.say(
                    "Nothing yet. So a first model, a logistic regression of half of the customers, becomes version %d:",
                    first.version());
            promote(first);
        }
    }

    /** Asks the gates; the alias moves if all agree. */
    private void promote(ModelVersion version) {
        console.command("modelkeel registry promote %s/%d --gates %s", model(), version.version(), gates);
        try {
            Promotion promotion = Promotion.always().withGates(Gates.read(gates).with(registry));
            Promotion.Decision decision = registry.promote(model(), version.version(), CHAMPION, promotion);
            print(decision);
            console.say("PROMOTED: version %d is the champion.", version.version());
        } catch (PromotionRefusedException e) {
            e.decision().ifPresent(this::print);
            console.say("REFUSED: version %d stays out of production. The reasons are in its tags.", version.version());
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the gates: " + e, e);
        }
    }

    private void print(Promotion.Decision decision) {
        for (PromotionGate.Verdict verdict : decision.verdicts()) {
            console.say("  %-11s %s: %s", verdict.outcome(), verdict.rule(), verdict.reason());
        }
    }

    private void watch(ChurnService service, Client client) throws IOException, InterruptedException {
        console.step("Feedback, and drift of what is asked and predicted");
        service.compareNow(); // a window that starts here
        JsonNode predictions = batch(client, training.test());
        for (int i = 0; i < Math.min(FEEDBACK_ROWS, predictions.size()); i++) {
            client.post(
                    "/models/" + model() + "/feedback",
                    Map.of(
                            "id", predictions.get(i).path("prediction_id").asText(),
                            "actual", training.test().rows().get(i).get(Customers.TARGET)));
        }
        console.say(
                "%,d customers of all kinds by /predict/batch, then what became of some of them by /models/%s/feedback:",
                predictions.size(), model());
        console.say("%.1f %% of those predictions were right.", 100 * service.accuracy());
        print(service.compareNow());
        batch(client, training.test().where(row -> "Month-to-month".equals(row.get("Contract"))));
        console.say("Then those alone who may leave each month, as after a campaign:");
        print(service.compareNow());
    }

    private static JsonNode batch(Client client, Customers customers) throws IOException, InterruptedException {
        List<Map<String, Object>> inputs = customers.inputs();
        return client.post("/predict/batch", inputs.subList(0, Math.min(MAX_BATCH, inputs.size())))
                .path("predictions");
    }

    private void print(DriftReport report) {
        console.say("  %s", report.reason());
        report.columns().stream()
                .filter(column -> column.drifted())
                .forEach(column -> console.say("  drifted: %s (%s)", column.name(), column.reason()));
    }

    private void rollBack(Client client, int before, Map<String, Object> customer)
            throws IOException, InterruptedException {
        console.step("Roll back");
        console.command("modelkeel registry rollback %s@%s", model(), CHAMPION);
        ModelVersion back = registry.rollback(model(), CHAMPION);
        console.say("'champion' is version %d again, which was there before. The running service:", back.version());
        console.say("%s", client.postUntilVersion(before, "/predict", customer));
    }

    private String model() {
        return training.model();
    }
}
