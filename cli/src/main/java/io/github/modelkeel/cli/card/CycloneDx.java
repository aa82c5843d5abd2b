package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardFacts.DataSet;
import io.github.modelkeel.cli.card.CardFacts.Decision;
import io.github.modelkeel.cli.card.CardFacts.Field;
import io.github.modelkeel.cli.card.CardFacts.FileDigest;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A card as a CycloneDX 1.6 bill of materials with one component, a machine-learning model with its {@code modelCard}, whose files are
 * components of it. Members for which nothing is known are not there.
 */
final class CycloneDx {
    private static final String PREFIX = "modelkeel:";

    private CycloneDx() {}

    static String of(CardFacts facts, Instant created) {
        JsonObject bom = Json.object()
                .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .put("version", 1);
        JsonObject metadata = bom.putObject("metadata");
        metadata.put("timestamp", created.truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "modelkeel");
        component(bom.putArray("components").addObject(), facts);
        return JsonText.pretty(bom) + "\n";
    }

    private static void component(JsonObject component, CardFacts facts) {
        component
                .put("type", "machine-learning-model")
                .put("bom-ref", facts.address())
                .put("name", facts.name());
        putIfKnown(component, "version", facts.version());
        putIfKnown(component, "description", facts.description());
        JsonObject card = component.putObject("modelCard");
        parameters(card, facts);
        metrics(card, facts);
        JsonArray properties = component.putArray("properties");
        facts.lineage().forEach((name, value) -> property(properties, "lineage:" + name, value));
        facts.flavor().forEach((name, value) -> property(properties, "model:" + name, value));
        if (!facts.manifest().isEmpty()) {
            property(properties, "manifest_sha256", facts.manifest());
        }
        property(properties, "check", facts.check());
        facts.run()
                .ifPresent(run -> new TreeMap<>(run.params())
                        .forEach((name, value) -> property(properties, "parameter:" + name, value)));
        facts.decisions().forEach(decision -> decision(properties, decision));
        files(component, facts.files());
    }

    private static void parameters(JsonObject card, CardFacts facts) {
        JsonObject parameters = card.putObject("modelParameters");
        putIfKnown(parameters, "task", facts.task());
        putIfKnown(parameters, "modelArchitecture", facts.flavor().getOrDefault("class", ""));
        List<DataSet> dataSets = facts.run().map(CardFacts.Training::dataSets).orElse(List.of());
        if (!dataSets.isEmpty()) {
            JsonArray list = parameters.putArray("datasets");
            for (DataSet data : dataSets) {
                JsonObject item = list.addObject().put("type", "dataset").put("name", data.name());
                JsonArray properties = item.putObject("contents").putArray("properties");
                for (Map.Entry<String, String> known : new TreeMap<>(
                                Map.of("context", data.context(), "digest", data.digest(), "source", data.source()))
                        .entrySet()) {
                    if (!known.getValue().isEmpty()) {
                        property(properties, known.getKey(), known.getValue());
                    }
                }
            }
        }
        facts.signature().ifPresent(signature -> {
            fields(parameters, "inputs", signature.inputs());
            fields(parameters, "outputs", signature.outputs());
        });
    }

    private static void fields(JsonObject parameters, String name, List<Field> fields) {
        if (!fields.isEmpty()) {
            JsonArray list = parameters.putArray(name);
            fields.forEach(field -> list.addObject()
                    .put("format", field.name() + ": " + field.type() + (field.required() ? "" : ", optional")));
        }
    }

    private static void metrics(JsonObject card, CardFacts facts) {
        Map<String, Double> metrics =
                facts.run().map(CardFacts.Training::metrics).orElse(Map.of());
        if (!metrics.isEmpty()) {
            JsonArray list = card.putObject("quantitativeAnalysis").putArray("performanceMetrics");
            new TreeMap<>(metrics)
                    .forEach((name, value) -> list.addObject().put("type", name).put("value", String.valueOf(value)));
        }
    }

    private static void decision(JsonArray properties, Decision decision) {
        String name = "promotion:" + decision.alias();
        property(properties, name, (decision.outcome() + " " + decision.time()).strip());
        decision.gates()
                .forEach(gate -> property(
                        properties, name + ":gate", gate.outcome() + ": " + gate.rule() + ": " + gate.reason()));
    }

    private static void files(JsonObject component, List<FileDigest> files) {
        if (!files.isEmpty()) {
            JsonArray list = component.putArray("components");
            for (FileDigest file : files) {
                JsonObject item = list.addObject().put("type", "file").put("name", file.path());
                item.putArray("hashes").addObject().put("alg", "SHA-256").put("content", file.sha256());
            }
        }
    }

    private static void property(JsonArray properties, String name, String value) {
        properties.addObject().put("name", PREFIX + name).put("value", value);
    }

    private static void putIfKnown(JsonObject object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }
}
