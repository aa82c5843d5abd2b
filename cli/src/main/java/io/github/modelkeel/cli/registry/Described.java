package io.github.modelkeel.cli.registry;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion.Decision;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import io.github.modelkeel.registry.RegisteredModel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the registry describes, as JSON and in words. */
final class Described {
    private Described() {}

    static JsonObject of(RegisteredModel model) {
        JsonObject object = Json.object().put("name", model.name()).put("description", model.description());
        JsonObject aliases = object.putObject("aliases");
        new TreeMap<>(model.aliases()).forEach(aliases::put);
        tags(object, model.tags());
        return object.put("created", time(model.creationTime())).put("updated", time(model.updated()));
    }

    static JsonObject of(ModelVersion version) {
        return of(version, version.aliases());
    }

    /** With the aliases that the model has for it: a search for versions does not return them. */
    static JsonObject of(ModelVersion version, Collection<String> names) {
        JsonObject object = Json.object()
                .put("name", version.name())
                .put("version", version.version())
                .put("status", version.status());
        JsonArray aliases = object.putArray("aliases");
        names.stream().sorted().forEach(aliases::add);
        version.runId().ifPresent(run -> object.put("run_id", run));
        version.modelId().ifPresent(id -> object.put("model_id", id));
        object.put("source", version.source()).put("description", version.description());
        tags(object, version.tags());
        return object.put("created", time(version.creationTime()));
    }

    static JsonObject of(Decision decision) {
        JsonObject object = Json.object()
                .put("name", decision.name())
                .put("version", decision.version())
                .put("alias", decision.alias())
                .put("from", decision.currentVersion())
                .put("accepted", decision.accepted())
                .put("outcome", name(decision.outcome()));
        JsonArray rules = object.putArray("rules");
        for (Verdict verdict : decision.verdicts()) {
            rules.addObject()
                    .put("rule", verdict.rule())
                    .put("passed", verdict.passed())
                    .put("outcome", name(verdict.outcome()))
                    .put("reason", verdict.reason());
        }
        return object;
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case INVESTIGATE -> "investigate";
        };
    }

    private static void tags(JsonObject object, Map<String, String> tags) {
        JsonObject all = object.putObject("tags");
        new TreeMap<>(tags).forEach(all::put);
    }

    static String aliases(RegisteredModel model) {
        return new TreeMap<>(model.aliases())
                .entrySet().stream()
                        .map(alias -> alias.getKey() + "=" + alias.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** The aliases that point to a version. */
    static List<String> aliases(RegisteredModel model, ModelVersion version) {
        return model.aliases().entrySet().stream()
                .filter(alias -> alias.getValue() == version.version())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
