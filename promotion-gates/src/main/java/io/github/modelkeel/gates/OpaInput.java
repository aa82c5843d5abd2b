package io.github.modelkeel.gates;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a policy is asked about. */
final class OpaInput {
    private OpaInput() {}

    static JsonObject of(Candidate candidate) {
        JsonObject input = Json.object().set("challenger", version(candidate.challenger(), candidate.metrics()));
        input.set(
                "champion",
                candidate
                        .currentVersion()
                        .<JsonValue>map(version -> version(version, candidate.championMetrics()))
                        .orElse(JsonValue.ofNull()));
        return Json.object().set("input", input);
    }

    private static JsonObject version(ModelVersion version, Map<String, Double> metrics) {
        JsonObject json = Json.object()
                .put("name", version.name())
                .put("version", version.version())
                .put("run_id", version.runId().orElse(null));
        JsonObject tags = json.putObject("tags");
        new TreeMap<>(version.tags()).forEach(tags::put);
        JsonArray aliases = json.putArray("aliases");
        new TreeSet<>(version.aliases()).forEach(aliases::add);
        JsonObject numbers = json.putObject("metrics");
        new TreeMap<>(metrics).forEach((name, value) -> {
            if (Double.isFinite(value)) {
                numbers.put(name, value);
            } else {
                numbers.put(name, value.toString());
            }
        });
        return json;
    }
}
