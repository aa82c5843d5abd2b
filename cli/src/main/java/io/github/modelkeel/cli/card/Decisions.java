package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardFacts.Decision;
import io.github.modelkeel.cli.card.CardFacts.Gate;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What gates decided about a version, from its tags. */
final class Decisions {
    private static final String TAG = "modelkeel.promotion.";

    private Decisions() {}

    static List<Decision> of(Map<String, String> tags) {
        List<Decision> decisions = new ArrayList<>();
        new TreeMap<>(tags).forEach((tag, value) -> {
            if (tag.startsWith(TAG)) {
                decisions.add(decision(tag.substring(TAG.length()), value));
            }
        });
        return decisions;
    }

    private static Decision decision(String alias, String json) {
        JsonValue tree;
        try {
            tree = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Decision(alias, "the record cannot be read: " + e.getMessage(), "", List.of());
        }
        List<Gate> gates = new ArrayList<>();
        for (JsonValue rule : tree.path("rules")) {
            String outcome = rule.path("passed").asBoolean(false)
                    ? "passed"
                    : rule.path("investigate").asBoolean(false) ? "investigate" : "failed";
            gates.add(new Gate(
                    rule.path("rule").asText(""), outcome, rule.path("reason").asText("")));
        }
        if (tree.path("more_rules").asInt(0) > 0) {
            gates.add(new Gate(tree.path("more_rules").asInt(0) + " more gates", "", "left out of the record"));
        }
        return new Decision(
                alias, tree.path("outcome").asText("unknown"), tree.path("at").asText(""), gates);
    }
}
