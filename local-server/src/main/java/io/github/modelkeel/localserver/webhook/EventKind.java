package io.github.modelkeel.localserver.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import java.util.List;
import java.util.Locale;

/**
 * What a webhook can be subscribed to: something that is done to a kind of thing.
 *
 * @param entity the kind of thing
 * @param action what is done
 */
public record EventKind(Entity entity, Action action) {
    /** Kinds of things, at their numbers on the wire. */
    public enum Entity {
        ENTITY_UNSPECIFIED,
        REGISTERED_MODEL,
        MODEL_VERSION,
        MODEL_VERSION_TAG,
        MODEL_VERSION_ALIAS,
        PROMPT,
        PROMPT_VERSION,
        PROMPT_TAG,
        PROMPT_VERSION_TAG,
        PROMPT_ALIAS,
        BUDGET_POLICY;

        /** What can be done to it. */
        List<Action> actions() {
            return switch (this) {
                case ENTITY_UNSPECIFIED -> List.of();
                case REGISTERED_MODEL, MODEL_VERSION, PROMPT, PROMPT_VERSION -> List.of(Action.CREATED);
                case MODEL_VERSION_TAG, PROMPT_TAG, PROMPT_VERSION_TAG -> List.of(Action.DELETED, Action.SET);
                case MODEL_VERSION_ALIAS, PROMPT_ALIAS -> List.of(Action.CREATED, Action.DELETED);
                case BUDGET_POLICY -> List.of(Action.EXCEEDED);
            };
        }
    }

    /** What is done, at its number on the wire. */
    public enum Action {
        ACTION_UNSPECIFIED,
        CREATED,
        UPDATED,
        DELETED,
        SET,
        EXCEEDED
    }

    public EventKind {
        if (!entity.actions().contains(action)) {
            throw ApiError.invalid("Invalid action '" + lower(action) + "' for entity '" + lower(entity)
                    + "'. Valid actions are: "
                    + entity.actions().stream()
                            .map(each -> "'" + lower(each) + "'")
                            .toList());
        }
    }

    /** Reads a subscription as it is sent. */
    public static EventKind of(Fields event) {
        return new EventKind(
                word(event, "entity", List.of(Entity.values())), word(event, "action", List.of(Action.values())));
    }

    /** Reads what {@link #entityText()} and {@link #actionText()} wrote. */
    public static EventKind stored(String entity, String action) {
        return new EventKind(
                Entity.valueOf(entity.toUpperCase(Locale.ROOT)), Action.valueOf(action.toUpperCase(Locale.ROOT)));
    }

    /** A word, or its number on the wire. */
    private static <E extends Enum<E>> E word(Fields event, String field, List<E> values) {
        String sent = event.word(field);
        if (sent == null || sent.isEmpty()) {
            throw ApiError.missing(field);
        }
        return values.stream()
                .filter(value -> value.name().equals(sent)
                        || Integer.toString(values.indexOf(value)).equals(sent))
                .findFirst()
                .orElseThrow(() -> ApiError.invalidValue(
                        "events." + field, sent, ": it is not one of " + values.subList(1, values.size())));
    }

    /** {@return the kind of thing as events name it} */
    public String entityText() {
        return lower(entity);
    }

    /** {@return what is done as events name it} */
    public String actionText() {
        return lower(action);
    }

    /** {@return the subscription as it is sent} */
    public ObjectNode toJson() {
        return Json.object().put("entity", entity.name()).put("action", action.name());
    }

    /** {@return what an event of this kind could say, for a test} */
    public ObjectNode example() {
        boolean prompt = entity.name().startsWith("PROMPT");
        String what = prompt ? "prompt" : "model";
        ObjectNode data = Json.object().put("name", "example_" + what);
        switch (entity) {
            case REGISTERED_MODEL, PROMPT -> withTags(data, "An example " + (prompt ? what : "registered model"));
            case MODEL_VERSION -> {
                data.put("version", "1").put("source", "models:/123").put("run_id", "abcd1234abcd5678");
                withTags(data, "An example model version");
            }
            case PROMPT_VERSION -> {
                data.put("version", "1").put("template", "Hello {{name}}!");
                withTags(data, "An example prompt version");
            }
            case PROMPT_TAG -> withTag(data);
            case MODEL_VERSION_TAG, PROMPT_VERSION_TAG -> withTag(data.put("version", "1"));
            case MODEL_VERSION_ALIAS, PROMPT_ALIAS -> {
                data.put("alias", "example_alias");
                if (action == Action.CREATED) {
                    data.put("version", "1");
                }
            }
            default -> throw ApiError.invalid("This server has no budget policies, and no example of " + this);
        }
        return data;
    }

    private void withTag(ObjectNode data) {
        data.put("key", "example_key");
        if (action == Action.SET) {
            data.put("value", "example_value");
        }
    }

    private static void withTags(ObjectNode data, String description) {
        data.putObject("tags").put("example_key", "example_value");
        data.put("description", description);
    }

    /** Subscriptions without what comes twice. */
    public static List<EventKind> all(List<Fields> events) {
        if (events.isEmpty()) {
            throw ApiError.missing("events");
        }
        return events.stream().map(EventKind::of).distinct().toList();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return entityText() + "." + actionText();
    }
}
