package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what an alias pointed to, and what was refused. Not thread-safe. */
@Command(
        name = "history",
        description = {
            "Lists the versions that an alias pointed to, oldest first, as far as promotions recorded them, then those that",
            "a gate refused or that were rolled back, each with the last decision about it."
        })
final class HistoryCommand implements Callable<Integer>, Verbose {
    private static final String DECISION = "modelkeel.promotion.";

    private static final Listing<Step> STEPS = new Listing<>(
            "steps",
            "no version is known to which this alias pointed",
            List.of("VERSION", "STATE", "DECIDED", "OUTCOME", "WHY"),
            step -> List.of(
                    String.valueOf(step.version()),
                    step.state(),
                    step.decision().path("at").asText(""),
                    step.decision().path("outcome").asText(""),
                    step.why()),
            Step::json);

    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(paramLabel = "NAME@ALIAS", description = "The alias, for example house@champion.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    HistoryCommand(Console console) {
        this.console = console;
    }

    /**
     * A version in the history.
     *
     * @param version the version
     * @param state current, previous, or not in the history
     * @param decision the last decision about it; empty if none was recorded
     */
    private record Step(int version, String state, JsonValue decision) {
        String why() {
            StringBuilder why = new StringBuilder();
            for (JsonValue rule : decision.path("rules")) {
                if (!rule.path("passed").asBoolean()) {
                    why.append(why.isEmpty() ? "" : "; ")
                            .append(rule.path("rule").asText())
                            .append(": ")
                            .append(rule.path("reason").asText());
                }
            }
            return why.toString();
        }

        JsonObject json() {
            JsonObject object = Json.object().put("version", version).put("state", state);
            return decision.isEmpty() ? object : object.set("decision", decision);
        }
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ModelRef ref = ModelRef.parse(model).withAlias();
        try (Registry registry = connected.open()) {
            List<Integer> history = registry.aliasHistory(ref.name(), ref.alias());
            Map<Integer, JsonValue> decisions = registry.versions(ref.name()).stream()
                    .collect(Collectors.toMap(ModelVersion::version, version -> decision(version, ref.alias())));
            int current = registry.getModel(ref.name()).aliases().getOrDefault(ref.alias(), 0);
            STEPS.print(steps(history, current, decisions).stream(), connected.json(), console);
        }
        return 0;
    }

    private static List<Step> steps(List<Integer> history, int current, Map<Integer, JsonValue> decisions) {
        List<Step> steps = new ArrayList<>();
        Function<Integer, JsonValue> decided = version -> decisions.getOrDefault(version, Json.object());
        for (int i = 0; i < history.size(); i++) {
            int version = history.get(i);
            boolean last = i == history.size() - 1 && version == current;
            steps.add(new Step(version, last ? "current" : "previous", decided.apply(version)));
        }
        decisions.keySet().stream()
                .filter(version ->
                        !history.contains(version) && !decided.apply(version).isEmpty())
                .sorted()
                .forEach(version -> steps.add(new Step(version, "outside", decided.apply(version))));
        return steps;
    }

    private static JsonValue decision(ModelVersion version, String alias) {
        String tag = version.tags().getOrDefault(DECISION + alias, "{}");
        try {
            return Json.parse(tag.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Json.object(); // another client's tag of that name
        }
    }
}
