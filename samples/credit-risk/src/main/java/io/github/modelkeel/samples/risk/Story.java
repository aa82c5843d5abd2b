package io.github.modelkeel.samples.risk;

import io.github.modelkeel.driftmonitor.Webhook;
import io.github.modelkeel.feast.OnlineFeatures;
import io.github.modelkeel.gates.Gates;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Some nights of a bank, step by step, with what each step is for.
 *
 * @param store where the features are
 */
record Story(Nights nights, Training training, OnlineFeatures store, Path gates, Console console) {
    /** Where no process listens. */
    private static final URI DEAD = URI.create("http://127.0.0.1:1");

    /** The nights until an alert, and what follows from it. */
    void run(Watch watch, String token) throws IOException, InterruptedException {
        Webhook webhook = Nights.webhook(watch.address(), token);
        console.step("1. What is in production");
        ensureProduction();
        nights.forget();
        String usual = usualCustomers();
        String others = usual.equals("older") ? "younger" : "older";

        console.step("2. A night: features of the store, predictions, drift");
        nights.score(usual, store, null);
        console.step("3. A night without the feature store");
        nights.score(usual, Store.feast(DEAD), null);

        console.step("4. Other customers come");
        boolean alert = false;
        for (int i = 0; i < 3; i++) {
            alert = nights.score(others, store, webhook);
        }
        if (!alert) {
            throw new IllegalStateException("no alert: the " + others + " customers of these data are not other ones");
        }
        console.say("modelkeel watch got the alert, and retrains once, with the loans of the last nights:");
        console.say("%s", watch.decision());

        console.step("5. A hasty retraining, with 40 loans");
        promote(training.register(40));

        console.step("6. The next night");
        nights.score(others, store, null);
        console.say("Kept in %s; the nights are in %s", nights.config().trackingUri(), nights.folder());
    }

    private void ensureProduction() throws IOException, InterruptedException {
        nights.registry().createModel(training.model());
        if (nights.registry().getModel(training.model()).aliases().containsKey(Nights.CHAMPION)) {
            console.say("'champion' is version %d.", champion().version());
        } else {
            console.say("Nothing yet. So a model is made of loans to older customers:");
            promote(training.register(Integer.MAX_VALUE));
        }
    }

    /** The customers that the version in production was trained for. */
    String usualCustomers() {
        return champion().tags().getOrDefault(Training.CUSTOMERS, "older");
    }

    /** Asks the gates; the alias moves if all agree. */
    private void promote(ModelVersion version) {
        console.say("$ modelkeel registry promote %s/%d --gates %s", version.name(), version.version(), gates);
        try {
            Promotion promotion = Promotion.always().withGates(Gates.read(gates).with(nights.registry()));
            print(nights.registry().promote(version.name(), version.version(), Nights.CHAMPION, promotion));
            console.say("PROMOTED: version %d is the champion.", version.version());
        } catch (PromotionRefusedException e) {
            e.decision().ifPresent(this::print);
            console.say("REFUSED: version %d stays out of production. The reasons are in its tags.", version.version());
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the gates: " + e, e);
        }
    }

    private void print(Promotion.Decision decision) {
        decision.verdicts()
                .forEach(verdict -> console.say("  %-11s %s: %s", verdict.outcome(), verdict.rule(), verdict.reason()));
    }

    private ModelVersion champion() {
        return nights.registry().getByAlias(training.model(), Nights.CHAMPION);
    }
}
