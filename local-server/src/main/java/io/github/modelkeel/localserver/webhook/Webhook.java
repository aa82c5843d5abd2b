package io.github.modelkeel.localserver.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, without its secret: that is never shown.
 *
 * @param active whether events are sent to it
 */
public record Webhook(
        String id,
        String name,
        String description,
        String url,
        List<EventKind> events,
        boolean active,
        long creationTime,
        long lastUpdateTime) {
    private static final int MAX_NAME = 63;

    public Webhook {
        events = List.copyOf(events);
    }

    /** {@return this webhook with subscriptions} */
    public Webhook withEvents(List<EventKind> subscriptions) {
        return new Webhook(id, name, description, url, subscriptions, active, creationTime, lastUpdateTime);
    }

    /** Refuses a name that MLflow would refuse. */
    public static void checkName(String name) {
        boolean good = name.length() <= MAX_NAME
                && !name.isEmpty()
                && name.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '_' || c == '-')
                && isAlphanumeric(name.charAt(0))
                && isAlphanumeric(name.charAt(name.length() - 1));
        if (!good) {
            throw ApiError.invalid(
                    "Webhook name '" + name + "' is invalid. It must start and end with a letter or digit,"
                            + " have at most 63 characters, and contain only letters, digits, dots (.),"
                            + " underscores (_), and hyphens (-).");
        }
    }

    /** Whether a status that was sent means that events are sent; null for none. */
    public static boolean isActive(@Nullable String status) {
        if (status == null) {
            return true;
        }
        return switch (status) {
            case "", "ACTIVE", "1" -> true;
            case "DISABLED", "2" -> false;
            default -> throw ApiError.invalidValue("status", status, ": it is neither ACTIVE nor DISABLED");
        };
    }

    /** {@return the webhook as answers show it} */
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("webhook_id", id).put("name", name);
        if (!description.isEmpty()) {
            json.put("description", description);
        }
        json.put("url", url);
        Json.putList(json, "events", events.stream().map(EventKind::toJson).toList());
        json.put("status", active ? "ACTIVE" : "DISABLED");
        json.put("creation_timestamp", creationTime);
        json.put("last_updated_timestamp", lastUpdateTime);
        return json;
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
