package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.watch.Retraining.State;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Tracker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Moves the alias to the version that a retraining made, if the gates agree. Safe for use by multiple threads. */
final class Promoter {
    private static final int MAX_TAG = 4_500; // older servers keep 5,000 characters

    private final ClientConfig config;
    private final String alias;
    private final Function<Registry, List<PromotionGate>> gates;

    Promoter(ClientConfig config, String alias, Function<Registry, List<PromotionGate>> gates) {
        this.config = config;
        this.alias = alias;
        this.gates = gates;
    }

    /**
     * How it ended.
     *
     * @param state promoted, refused or failed
     * @param detail why
     */
    record Outcome(State state, String detail) {}

    /**
     * Asks the gates and moves the alias; a repeated call for a version that was promoted changes nothing.
     *
     * @throws ServerUnavailableException if the server gave no usable answer: try again later
     */
    Outcome promote(Retraining retraining) {
        String model = retraining.alert().model();
        try (Registry registry = Registry.open(config)) {
            Optional<ModelVersion> version = retraining.version() > 0
                    ? Optional.of(registry.getVersion(model, retraining.version()))
                    : registry.latest(model);
            if (version.isEmpty()) {
                return new Outcome(State.FAILED, "the command registered no version of " + model);
            }
            return promote(registry, version.get(), retraining);
        }
    }

    private Outcome promote(Registry registry, ModelVersion version, Retraining retraining) {
        String name = version.name() + "/" + version.version();
        Instant since = retraining.versionsSince().truncatedTo(ChronoUnit.MILLIS); // as servers keep times
        if (retraining.version() == 0 && version.creationTime().isBefore(since)) {
            return new Outcome(
                    State.FAILED,
                    "the command printed no version, and the newest one, " + name + ", of " + version.creationTime()
                            + ", is older than the training, which started at " + since);
        }
        try {
            Promotion promotion = Promotion.always().withGates(gates.apply(registry));
            registry.promote(version.name(), version.version(), alias, promotion);
            return new Outcome(State.PROMOTED, name + " is " + alias);
        } catch (PromotionRefusedException e) {
            if (e.decision().isEmpty()) {
                return new Outcome(State.FAILED, String.valueOf(e.getMessage()));
            }
            String why = String.valueOf(e.getMessage());
            return new Outcome(State.REFUSED, why + note(registry, version, why));
        }
    }

    /** Notes that the command itself refused its version, if it named one. */
    Outcome refusedByCommand(Retraining retraining) {
        String why = "the command ended with exit code 3: its gate refused";
        if (retraining.version() == 0) {
            return new Outcome(State.REFUSED, why + "; it printed no version to note that on");
        }
        try (Registry registry = Registry.open(config)) {
            ModelVersion version = registry.getVersion(retraining.alert().model(), retraining.version());
            return new Outcome(State.REFUSED, why + note(registry, version, why));
        }
    }

    /** On the version and on the run that made it, where people look for it; what is added to the reason if that is refused. */
    private String note(Registry registry, ModelVersion version, String decision) {
        String key = "modelkeel.refused." + alias;
        String why = Texts.start(decision, MAX_TAG);
        try (Tracker tracker =
                Tracker.builder().config(config).createExperiment(false).open()) {
            registry.setVersionTag(version.name(), version.version(), key, why);
            version.runId().ifPresent(run -> tracker.runs().setTag(run, key, why));
            return "";
        } catch (ServerUnavailableException e) {
            throw e;
        } catch (ClientException e) {
            return "; that could not be noted on the run: " + e.getMessage();
        }
    }
}
