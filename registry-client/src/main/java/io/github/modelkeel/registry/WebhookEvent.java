package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a registry, as a webhook says it. Immutable. Kinds of events and fields that are not known here are kept: {@link #entity()}
 * and {@link #action()} are open sets, and {@link #data()} has all that was sent.
 */
public final class WebhookEvent {
    private final String deliveryId;
    private final String entity;
    private final String action;
    private final Instant timestamp;
    private final Map<String, Object> data;

    private WebhookEvent(String deliveryId, String entity, String action, Instant timestamp, Map<String, Object> data) {
        this.deliveryId = deliveryId;
        this.entity = entity;
        this.action = action;
        this.timestamp = timestamp;
        this.data = data;
    }

    /** Reads the body of a delivery whose signature is right. */
    static WebhookEvent parse(String deliveryId, byte[] body) {
        try {
            JsonValue event = Json.parse(body);
            if (!event.path("data").isObject()) {
                throw WebhookRefusedException.malformed(
                        "the body of the delivery " + deliveryId + " has no object \"data\"", null);
            }
            return new WebhookEvent(
                    deliveryId,
                    text(event, "entity", deliveryId),
                    text(event, "action", deliveryId),
                    OffsetDateTime.parse(text(event, "timestamp", deliveryId)).toInstant(),
                    fields(event.path("data")));
        } catch (IOException e) {
            throw WebhookRefusedException.malformed("the body of the delivery " + deliveryId + " is not JSON", e);
        } catch (DateTimeParseException e) {
            throw WebhookRefusedException.malformed(
                    "the field \"timestamp\" of the delivery " + deliveryId + " is not a time with an offset", e);
        }
    }

    private static String text(JsonValue event, String field, String deliveryId) {
        String text = event.path(field).textValue();
        if (text == null || text.isEmpty()) {
            throw WebhookRefusedException.malformed(
                    "the body of the delivery " + deliveryId + " has no text \"" + field + "\"", null);
        }
        return text;
    }

    /** Without the fields that are null. */
    private static Map<String, Object> fields(JsonValue object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            Object value = plain(field.getValue());
            if (value != null) {
                fields.put(field.getKey(), value);
            }
        });
        return Collections.unmodifiableMap(fields);
    }

    private static @Nullable Object plain(JsonValue value) {
        if (value.isObject()) {
            return fields(value);
        }
        if (value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(Objects.requireNonNullElse(plain(item), "")));
            return Collections.unmodifiableList(items);
        }
        if (value.isNull()) {
            return null;
        }
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.isNumber()) {
            return value.canConvertToLong() ? (Object) value.longValue() : (Object) value.doubleValue();
        }
        return value.asBoolean();
    }

    /**
     * The delivery's id, another one for each event and webhook, the same when a delivery is tried again.
     *
     * @return the id, letters, digits, '-' and '_'
     */
    public String deliveryId() {
        return deliveryId;
    }

    /**
     * What the event is about.
     *
     * @return {@code registered_model}, {@code model_version}, {@code model_version_tag}, {@code model_version_alias}, {@code prompt} or
     *     another word
     */
    public String entity() {
        return entity;
    }

    /**
     * What happened to it. An alias that is moved is {@code created}, as one that was not there before.
     *
     * @return {@code created}, {@code set}, {@code deleted} or another word
     */
    public String action() {
        return action;
    }

    /**
     * The kind of event as MLflow writes it.
     *
     * @return entity and action, such as {@code model_version_alias.created}
     */
    public String type() {
        return entity + "." + action;
    }

    /**
     * When the server sent the event.
     *
     * @return the server's time
     */
    public Instant timestamp() {
        return timestamp;
    }

    /**
     * The registered model or prompt.
     *
     * @return its name, or empty for an event that has none
     */
    public Optional<String> modelName() {
        return text("name");
    }

    /**
     * The alias that was set or deleted.
     *
     * @return the alias, or empty for another event
     */
    public Optional<String> alias() {
        return text("alias");
    }

    /**
     * The version that was registered, tagged, or given the alias.
     *
     * @return the version, or empty for an event that has none, as an alias that was deleted
     */
    public OptionalInt version() {
        String version = text("version").orElse("");
        return version.matches("[1-9][0-9]{0,8}") ? OptionalInt.of(Integer.parseInt(version)) : OptionalInt.empty();
    }

    /**
     * The tag that was set or deleted.
     *
     * @return its key, or empty for another event
     */
    public Optional<String> tagKey() {
        return text("key");
    }

    /**
     * The value of the tag that was set.
     *
     * @return the value, or empty for another event
     */
    public Optional<String> tagValue() {
        return text("value");
    }

    /**
     * All fields of the event: texts, {@code Long}, {@code Double}, {@code Boolean}, lists, and maps of these; without those that are null.
     *
     * @return the fields in the order in which they were sent; not to be changed
     */
    public Map<String, Object> data() {
        return data;
    }

    /**
     * Whether an address may lead to another version because of this event, so that a predictor of it should refresh.
     *
     * @param address the address
     * @return true for an alias that was set or deleted, and for a new version of a model whose latest one is asked for; false for others, also
     *     for stages, of which MLflow sends no events
     */
    public boolean concerns(ModelUri address) {
        Objects.requireNonNull(address, "address");
        if (!modelName().equals(Optional.of(address.name()))) {
            return false;
        }
        return switch (address.kind()) {
            case ALIAS -> entity.equals("model_version_alias") && alias().equals(Optional.of(address.selector()));
            case LATEST -> entity.equals("model_version");
            default -> false;
        };
    }

    private Optional<String> text(String field) {
        return data.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String toString() {
        return "WebhookEvent[" + type() + ", " + timestamp + ", delivery " + deliveryId + "]";
    }
}
