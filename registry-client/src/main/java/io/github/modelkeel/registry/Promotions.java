package io.github.modelkeel.registry;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.registry.Promotion.Decision;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import io.github.modelkeel.registry.promotion.ModelMetrics;
import io.github.modelkeel.registry.promotion.PromotionHistory;
import io.github.modelkeel.registry.request.ModelNames;
import io.github.modelkeel.registry.request.RegistryApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves aliases, and records what they pointed to. MLflow can only set an alias, so every condition is a question before the write
 * and another one after it.
 *
 * <p>The order of the writes decides what a process leaves behind that dies between them. A promotion writes what the alias points to
 * into the history, then moves the alias, then adds the new version to the history: the history never names a version that the alias
 * did not point to. A rollback shortens the history before it moves the alias: dying between leaves what was before, since the
 * alias's own version counts as the history's end.
 */
final class Promotions {
    /** The tag of a version is this and the alias. */
    static final String TAG = "modelkeel.promotion.";

    private static final int MAX_ALIAS = 200;
    private static final int MAX_REASON = 200;
    private static final int MAX_TAG = 4500; // older servers keep 5000 characters

    private final RegistryApi api;
    private final ModelMetrics metrics;

    Promotions(RegistryApi api, ModelMetrics metrics) {
        this.api = api;
        this.metrics = metrics;
    }

    /** An alias at one moment. */
    private record Seen(int version, PromotionHistory history) {}

    private Seen look(String name, String alias) {
        RegisteredModel model = RegisteredModel.of(api.getModel(ModelNames.model(name)));
        return new Seen(model.aliases().getOrDefault(alias, 0), PromotionHistory.of(model.tags(), alias));
    }

    private ModelVersion version(String name, int version) {
        return new ModelVersion(api.getVersion(ModelNames.model(name), ModelNames.version(version)));
    }

    Decision check(String name, int version, String alias, Promotion promotion) {
        checkAlias(alias);
        int currentVersion = look(name, alias).version();
        checkFound(name, alias, currentVersion, promotion);
        return decide(version(name, version), currentVersion, alias, promotion);
    }

    Decision promote(String name, int version, String alias, Promotion promotion) {
        checkAlias(alias);
        ModelVersion challenger = version(name, version);
        Seen first = look(name, alias);
        if (first.version() == version) { // also the repetition of a call whose answer was lost
            write(name, alias, first.history(), first.history().endingWith(version));
            return new Decision(name, version, alias, version, List.of());
        }
        checkFound(name, alias, first.version(), promotion);
        Decision decision = decide(challenger, first.version(), alias, promotion);
        record(challenger, alias, decision.summary(), decision);
        if (!decision.accepted()) {
            throw PromotionRefusedException.refused(decision);
        }
        move(name, version, alias, promotion.isConditional() ? first.version() : -1);
        return decision;
    }

    /** Refuses when the alias points to something else than the caller expects; 0 is nothing. */
    private static void checkFound(String name, String alias, int found, Promotion promotion) {
        if (!promotion.allows(found)) {
            throw PromotionRefusedException.conflict(
                    name + "@" + alias + " points to " + Promotion.words(found) + ", not to " + promotion.expected(),
                    found);
        }
    }

    private Decision decide(ModelVersion challenger, int currentVersion, String alias, Promotion promotion) {
        if (promotion.gates().isEmpty()) {
            return new Decision(challenger.name(), challenger.version(), alias, currentVersion, List.of());
        }
        @Nullable ModelVersion current = currentVersion == 0 ? null : version(challenger.name(), currentVersion);
        Candidate contest = new Candidate(
                challenger,
                metrics.of(challenger.runId(), challenger.modelId()),
                current,
                current == null ? Map.of() : metrics.of(current.runId(), current.modelId()));
        List<Verdict> verdicts =
                promotion.gates().stream().map(gate -> gate.check(contest)).toList();
        return new Decision(challenger.name(), challenger.version(), alias, currentVersion, verdicts);
    }

    /** Moves an alias from where it must be, or from anywhere (-1), and checks that no other client did so meanwhile. */
    private void move(String name, int version, String alias, int from) {
        Seen before = look(name, alias);
        if (from >= 0 && before.version() != from) {
            throw lost(name, alias, before.version());
        }
        PromotionHistory known = before.history().endingWith(before.version());
        write(name, alias, before.history(), known);
        api.setAlias(name, alias, version);
        Seen after = look(name, alias);
        if (after.version() != version) {
            throw lost(name, alias, after.version());
        }
        int between = after.history().newest();
        if (from >= 0 && between != known.newest() && between != version && between != 0) {
            api.setAlias(
                    name, alias, between); // another client finished a promotion just before ours: theirs was first
            throw lost(name, alias, between);
        }
        write(name, alias, after.history(), after.history().endingWith(version));
        int last = look(name, alias).version();
        if (last != version) {
            throw lost(name, alias, last);
        }
    }

    ModelVersion rollback(String name, String alias, int expected) {
        checkAlias(alias);
        Seen seen = look(name, alias);
        if (seen.version() == 0) {
            throw new ResourceNotFoundException(
                    "RESOURCE_DOES_NOT_EXIST", 0, "RESOURCE_DOES_NOT_EXIST: there is no " + name + "@" + alias, null);
        }
        if (expected != 0 && seen.version() != expected) {
            if (wentBackTo(name, expected, alias) == seen.version()) {
                return version(name, seen.version()); // the repetition of a call whose answer was lost
            }
            throw PromotionRefusedException.conflict(
                    name + "@" + alias + " points to version " + seen.version() + ", not to version " + expected,
                    seen.version());
        }
        PromotionHistory history = seen.history().endingWith(seen.version()).withoutNewest();
        while (history.newest() == seen.version() || (history.newest() != 0 && !exists(name, history.newest()))) {
            history = history.withoutNewest();
        }
        int target = history.newest();
        if (target == 0) {
            throw PromotionRefusedException.noPrevious(
                    "no earlier version of " + name + "@" + alias + " is known; it points to version " + seen.version(),
                    seen.version());
        }
        write(name, alias, seen.history(), history);
        recordRollback(name, seen.version(), alias, target);
        api.setAlias(name, alias, target);
        int last = look(name, alias).version();
        if (last != target) {
            throw lost(name, alias, last);
        }
        return version(name, target);
    }

    List<Integer> history(String name, String alias) {
        checkAlias(alias);
        Seen seen = look(name, alias);
        return seen.history().endingWith(seen.version()).versions();
    }

    private boolean exists(String name, int version) {
        try {
            version(name, version);
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private void write(String name, String alias, PromotionHistory old, PromotionHistory now) {
        if (!old.equals(now)) {
            api.setModelTag(name, PromotionHistory.TAG + alias, now.asTag());
        }
    }

    private void record(ModelVersion version, String alias, String outcome, Decision decision) {
        JsonObject tag = Json.object().put("outcome", outcome).put("from", decision.currentVersion());
        tag.put("at", now());
        JsonArray rules = tag.putArray("rules");
        for (Verdict verdict : decision.verdicts()) {
            String reason = verdict.reason();
            JsonObject rule = rules.addObject().put("rule", cut(verdict.rule())).put("passed", verdict.passed());
            if (verdict.outcome() == Outcome.INVESTIGATE) {
                rule.put("investigate", true);
            }
            rule.put("reason", cut(reason));
            if (Texts.length(Json.text(tag)) > MAX_TAG) {
                rules.remove(rules.size() - 1);
                tag.put("more_rules", decision.verdicts().size() - rules.size());
                break;
            }
        }
        api.setVersionTag(version.name(), version.version(), TAG + alias, Json.text(tag));
    }

    private void recordRollback(String name, int version, String alias, int target) {
        JsonObject tag = Json.object().put("outcome", "rolled back").put("to", target);
        api.setVersionTag(name, version, TAG + alias, Json.text(tag.put("at", now())));
    }

    /** The version that a rollback from the given one went to, or -1. */
    private int wentBackTo(String name, int version, String alias) {
        String tag = version(name, version).tags().getOrDefault(TAG + alias, "{}");
        try {
            return Json.parse(tag.getBytes(StandardCharsets.UTF_8)).path("to").asInt(-1);
        } catch (IOException e) {
            return -1; // another client's tag of that name
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The start of a long text, never half a surrogate pair, which the server could not store. */
    static String cut(String text) {
        return Texts.length(text) > MAX_REASON ? Texts.start(text, MAX_REASON) + "..." : text;
    }

    private static PromotionRefusedException lost(String name, String alias, int found) {
        return PromotionRefusedException.conflict(
                name + "@" + alias + " was moved concurrently; it points to " + Promotion.words(found), found);
    }

    private static void checkAlias(String alias) {
        if (Texts.length(ModelNames.alias(alias)) > MAX_ALIAS) {
            throw new IllegalArgumentException(
                    "an alias with a history must have at most " + MAX_ALIAS + " characters: " + alias);
        }
    }
}
