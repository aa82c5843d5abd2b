package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON by a JSON Schema (2020-12), with the keywords that our schema uses; another one is an error. A member that the schema does not name
 * is a violation too, so that none is written without being described.
 */
final class JsonSchema {
    private final Map<?, ?> root;
    private final List<String> violations = new ArrayList<>();

    private JsonSchema(Json schema) {
        this.root = (Map<?, ?>) Objects.requireNonNull(schema.value());
    }

    static List<String> violations(Json schema, Json json) {
        JsonSchema check = new JsonSchema(schema);
        check.value(check.root, json.value(), "");
        return check.violations;
    }

    private void value(Map<?, ?> schema, @Nullable Object value, String path) {
        schema.forEach(
                (keyword, rule) -> keyword(schema, String.valueOf(keyword), Objects.requireNonNull(rule), value, path));
        if (value instanceof Map<?, ?> members && schema.get("properties") instanceof Map<?, ?> known) {
            members.keySet().stream()
                    .filter(name -> !known.containsKey(name))
                    .forEach(name -> violations.add(path + "/" + name + " is not described"));
        }
    }

    private void keyword(Map<?, ?> schema, String keyword, Object rule, @Nullable Object value, String path) {
        switch (keyword) {
            case "$schema", "$defs", "title", "description", "format" -> {}
            case "$ref" -> value(definition(String.valueOf(rule)), value, path);
            case "type" -> require(isOf(String.valueOf(rule), value), path, "is not of type " + rule, value);
            case "const" -> require(Objects.equals(rule, value), path, "is not " + rule, value);
            case "enum" -> require(list(rule).contains(value), path, "is not one of " + rule, value);
            case "minimum" -> require(!(value instanceof Double d) || d >= (Double) rule, path, "is too small", value);
            case "maximum" -> require(!(value instanceof Double d) || d <= (Double) rule, path, "is too large", value);
            case "maxLength" ->
                require(
                        !(value instanceof String s) || s.codePointCount(0, s.length()) <= (Double) rule,
                        path,
                        "is too long",
                        value);
            case "pattern" ->
                require(
                        !(value instanceof String s) || s.matches(String.valueOf(rule)),
                        path,
                        "does not match " + rule,
                        value);
            case "oneOf" -> oneOf(list(rule), value, path);
            case "items" -> {
                if (value instanceof List<?> items) {
                    for (int i = 0; i < items.size(); i++) {
                        value((Map<?, ?>) rule, items.get(i), path + "/" + i);
                    }
                }
            }
            case "required" ->
                list(rule)
                        .forEach(name -> require(
                                !(value instanceof Map<?, ?> members) || members.containsKey(name),
                                path,
                                "lacks " + name,
                                null));
            case "properties" -> members((Map<?, ?>) rule, value, path);
            case "additionalProperties" -> {
                if (value instanceof Map<?, ?> members) {
                    members.forEach((name, member) -> value((Map<?, ?>) rule, member, path + "/" + name));
                }
            }
            case "dependentRequired" ->
                ((Map<?, ?>) rule).forEach((name, others) -> {
                    if (value instanceof Map<?, ?> members && members.containsKey(name)) {
                        list(others)
                                .forEach(other -> require(members.containsKey(other), path, "lacks " + other, null));
                    }
                });
            default -> throw new IllegalArgumentException("unknown keyword " + keyword + " in " + schema);
        }
    }

    private void members(Map<?, ?> rules, @Nullable Object value, String path) {
        if (value instanceof Map<?, ?> members) {
            rules.forEach((name, rule) -> {
                if (members.containsKey(name)) {
                    value((Map<?, ?>) rule, members.get(name), path + "/" + name);
                }
            });
        }
    }

    private void oneOf(List<?> rules, @Nullable Object value, String path) {
        List<String> before = List.copyOf(violations);
        List<String> all = new ArrayList<>();
        int matches = 0;
        for (Object rule : rules) {
            violations.clear();
            value((Map<?, ?>) rule, value, path);
            matches += violations.isEmpty() ? 1 : 0;
            all.addAll(violations);
        }
        violations.clear();
        violations.addAll(before);
        if (matches != 1) {
            violations.add(path + " matches " + matches + " of the alternatives: " + all);
        }
    }

    private Map<?, ?> definition(String reference) {
        Map<?, ?> definitions = (Map<?, ?>) Objects.requireNonNull(root.get("$defs"));
        Object found = definitions.get(reference.substring("#/$defs/".length()));
        return (Map<?, ?>) Objects.requireNonNull(found, reference);
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "number" -> value instanceof Double;
            case "integer" -> value instanceof Double number && number == Math.rint(number);
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private void require(boolean holds, String path, String what, @Nullable Object value) {
        if (!holds) {
            violations.add(path + " " + what + ": " + value);
        }
    }
}
