package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.interop.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares an answer with the recorded one: the same fields, of the same types, with the same values, where ids and generated
 * names may be called differently (always the same way), a time that the server's clock gave must lie in the replay, and the
 * order of things that have keys (tags, parameters, latest metrics, aliases, a run's models) says nothing. Not thread-safe.
 */
final class JsonComparison {
    private static final Set<String> CLOCK = Set.of(
            "creation_time",
            "last_update_time",
            "creation_timestamp",
            "last_updated_timestamp",
            "creation_timestamp_ms",
            "last_updated_timestamp_ms");

    /** Error messages that clients tell cases apart by; the wording of all others is the server's own. */
    private static final String READ_BY_CLIENTS = "Registered model alias .* not found\\.";

    private final Exchange exchange;
    private final IdMap ids;
    private final long notBefore;
    private final boolean beginningOnly;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * A comparison with the answer of {@code exchange}.
     *
     * @param notBefore the earliest time, in milliseconds, that the server's clock can have given
     * @param beginningOnly whether only the beginning of the answer was recorded, so that more may follow everywhere
     */
    JsonComparison(Exchange exchange, IdMap ids, long notBefore, boolean beginningOnly) {
        this.exchange = exchange;
        this.ids = ids;
        this.notBefore = notBefore;
        this.beginningOnly = beginningOnly;
    }

    List<Difference> compare(JsonNode recorded, JsonNode actual) {
        compare("", "", recorded, actual);
        return List.copyOf(differences);
    }

    private void compare(String at, String field, JsonNode recorded, JsonNode actual) {
        if (recorded.getNodeType() != actual.getNodeType()) {
            report(at, Kind.TYPE, recorded.toString(), actual.toString());
        } else if (recorded.isObject()) {
            compareObjects(at, recorded, actual);
        } else if (recorded.isArray()) {
            compareArrays(at, field, recorded, actual);
        } else if (recorded.isTextual()) {
            compareText(at, field, recorded.textValue(), actual.textValue());
        } else if (CLOCK.contains(field)) {
            compareTimes(at, recorded, actual);
        } else if (recorded.isIntegralNumber() != actual.isIntegralNumber()) {
            report(at, Kind.TYPE, recorded.toString(), actual.toString());
        } else if (!recorded.equals(actual) && !(recorded.isNumber() && sameNumber(recorded, actual))) {
            report(at, Kind.VALUE, recorded.toString(), actual.toString());
        }
    }

    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return one.isIntegralNumber()
                ? one.bigIntegerValue().equals(other.bigIntegerValue())
                : Double.compare(one.doubleValue(), other.doubleValue()) == 0;
    }

    private void compareObjects(String at, JsonNode recorded, JsonNode actual) {
        Set<String> names = new TreeSet<>();
        recorded.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String below = at + "/" + name;
            if (!actual.has(name)) {
                report(below, Kind.MISSING, recorded.get(name).toString(), "nothing");
            } else if (recorded.has(name)) {
                compare(below, name, recorded.get(name), actual.get(name));
            } else if (!beginningOnly) {
                report(below, Kind.EXTRA, "nothing", actual.get(name).toString());
            }
        }
    }

    private void compareArrays(String at, String field, JsonNode recorded, JsonNode actual) {
        String key = keyOf(recorded);
        List<JsonNode> left = sorted(recorded, key);
        List<JsonNode> right = sorted(actual, key);
        if (beginningOnly && !key.isEmpty()) {
            right.removeIf(item -> left.stream()
                    .noneMatch(known -> ids.translate(name(known, key)).equals(name(item, key))));
        }
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i >= right.size()) {
                report(
                        at + "[" + name(left.get(i), key, i) + "]",
                        Kind.MISSING,
                        left.get(i).toString(),
                        "nothing");
            } else if (i < left.size()) {
                compare(at + "[" + name(left.get(i), key, i) + "]", field, left.get(i), right.get(i));
            } else if (!beginningOnly) {
                report(
                        at + "[" + name(right.get(i), key, i) + "]",
                        Kind.EXTRA,
                        "nothing",
                        right.get(i).toString());
            }
        }
    }

    /** The field by which the items of {@code array} are distinguished when their order says nothing, or "" when it counts. */
    private static String keyOf(JsonNode array) {
        for (String key : List.of("key", "alias", "model_id")) {
            if (!array.isEmpty() && array.valueStream().allMatch(item -> item.has(key))) {
                return key;
            }
        }
        return "";
    }

    private List<JsonNode> sorted(JsonNode array, String key) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        if (!key.isEmpty()) {
            items.sort(Comparator.comparing(
                    item -> ids.translate(name(item, key)))); // stable: a metric's history keeps its order
        }
        return items;
    }

    private static String name(JsonNode item, String key) {
        return item.path(key).asText();
    }

    private static String name(JsonNode item, String key, int index) {
        return key.isEmpty() ? Integer.toString(index) : name(item, key);
    }

    private void compareText(String at, String field, String recorded, String actual) {
        boolean same;
        if (field.equals("experiment_id")) {
            same = ids.learnExperiment(recorded, actual);
        } else if (field.equals("next_page_token")) {
            same = !actual.isBlank();
        } else if (field.equals("message") && exchange.status() >= 400 && !recorded.matches(READ_BY_CLIENTS)) {
            same = !actual.isBlank();
        } else if (IdMap.holdsMadeUp(recorded)) {
            same = ids.learn(recorded, actual);
        } else {
            same = ids.translate(recorded).equals(actual);
        }
        if (!same) {
            report(at, Kind.VALUE, ids.translate(recorded), actual);
        }
    }

    private void compareTimes(String at, JsonNode recorded, JsonNode actual) {
        long tolerance = 1_000;
        long time = actual.asLong();
        if (!actual.isIntegralNumber()) {
            report(at, Kind.TYPE, recorded.toString(), actual.toString());
        } else if (time < notBefore - tolerance || time > System.currentTimeMillis() + tolerance) {
            report(at, Kind.VALUE, "a time of this replay", actual.toString());
        }
    }

    private void report(String at, Kind kind, String recorded, String actual) {
        differences.add(new Difference(exchange.n(), exchange.step(), at, kind, recorded, actual));
    }
}
