package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.store.RegisteredModelStore;
import io.github.modelkeel.localserver.store.WebhookStore;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.Delivery;
import io.github.modelkeel.localserver.webhook.EventKind;
import io.github.modelkeel.localserver.webhook.EventKind.Action;
import io.github.modelkeel.localserver.webhook.EventKind.Entity;
import io.github.modelkeel.localserver.webhook.Webhook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends webhooks what has happened in the registry, with the fields that MLflow sends. What a client asked for has been done by then: a webhook
 * that fails never fails the client. A registered model that holds a prompt has events of its own kinds.
 */
final class RegistryEvents {
    private static final System.Logger LOG = System.getLogger(RegistryEvents.class.getName());
    private static final String IS_PROMPT = "mlflow.prompt.is_prompt";
    private static final String PROMPT_TYPE = "_mlflow_prompt_type";
    private static final String PROMPT_TEXT = "mlflow.prompt.text";

    private final WebhookStore webhooks;
    private final RegisteredModelStore models;
    private final Deliveries deliveries;

    RegistryEvents(WebhookStore webhooks, RegisteredModelStore models, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.models = models;
        this.deliveries = deliveries;
    }

    void modelCreated(String name, String description, Map<String, String> tags) {
        boolean prompt = isPrompt(tags);
        send(prompt ? Entity.PROMPT : Entity.REGISTERED_MODEL, Action.CREATED, () -> {
            ObjectNode data = Json.object().put("name", name);
            putTags(data, tags, prompt);
            return data.put("description", description);
        });
    }

    /** As on MLflow, tags of registered models are events of prompts only. */
    void modelTagSet(String name, String key, String value) {
        if (isPrompt(name)) {
            send(Entity.PROMPT_TAG, Action.SET, () -> tag(name, key).put("value", value));
        }
    }

    void modelTagDeleted(String name, String key) {
        if (isPrompt(name)) {
            send(Entity.PROMPT_TAG, Action.DELETED, () -> tag(name, key));
        }
    }

    void versionCreated(JsonNode version, Map<String, String> tags) {
        boolean prompt = isPrompt(tags);
        send(prompt ? Entity.PROMPT_VERSION : Entity.MODEL_VERSION, Action.CREATED, () -> {
            ObjectNode data = Json.object().put("name", version.path("name").asText());
            data.put("version", version.path("version").asText());
            if (prompt) {
                data.put("template", tags.get(PROMPT_TEXT));
            } else {
                data.put("source", version.path("source").asText());
                data.put("run_id", nullIfEmpty(version.path("run_id").asText()));
            }
            putTags(data, tags, prompt);
            return data.put(
                    "description", nullIfEmpty(version.path("description").asText()));
        });
    }

    void versionTagSet(String name, long version, String key, String value) {
        send(
                name,
                Entity.MODEL_VERSION_TAG,
                Entity.PROMPT_VERSION_TAG,
                Action.SET,
                versionTag(name, version, key).put("value", value));
    }

    void versionTagDeleted(String name, long version, String key) {
        send(name, Entity.MODEL_VERSION_TAG, Entity.PROMPT_VERSION_TAG, Action.DELETED, versionTag(name, version, key));
    }

    void aliasSet(String name, String alias, long version) {
        ObjectNode data = Json.object().put("name", name).put("alias", alias);
        data.put("version", Long.toString(version));
        send(name, Entity.MODEL_VERSION_ALIAS, Entity.PROMPT_ALIAS, Action.CREATED, data);
    }

    void aliasDeleted(String name, String alias) {
        ObjectNode data = Json.object().put("name", name).put("alias", alias);
        send(name, Entity.MODEL_VERSION_ALIAS, Entity.PROMPT_ALIAS, Action.DELETED, data);
    }

    private void send(String name, Entity ofModel, Entity ofPrompt, Action action, ObjectNode data) {
        send(isPrompt(name) ? ofPrompt : ofModel, action, () -> data);
    }

    private void send(Entity entity, Action action, Supplier<ObjectNode> data) {
        EventKind kind = new EventKind(entity, action);
        try {
            for (Webhook webhook : webhooks.subscribed(kind)) {
                send(webhook, kind, data.get());
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "webhooks do not get " + kind, e);
        }
    }

    private void send(Webhook webhook, EventKind kind, ObjectNode data) {
        try {
            deliveries.send(Delivery.of(webhook, webhooks.secret(webhook.id()), kind, data));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the webhook " + webhook.name() + " does not get " + kind, e);
        }
    }

    private boolean isPrompt(String name) {
        try {
            return isPrompt(models.tags(name));
        } catch (ApiError gone) {
            LOG.log(System.Logger.Level.DEBUG, "deleted meanwhile: " + name, gone);
            return false;
        }
    }

    private static boolean isPrompt(Map<String, String> tags) {
        return tags.getOrDefault(IS_PROMPT, "").equalsIgnoreCase("true");
    }

    private static ObjectNode tag(String name, String key) {
        return Json.object().put("name", name).put("key", key);
    }

    private static ObjectNode versionTag(String name, long version, String key) {
        return Json.object()
                .put("name", name)
                .put("version", Long.toString(version))
                .put("key", key);
    }

    private static void putTags(ObjectNode data, Map<String, String> tags, boolean prompt) {
        Map<String, String> shown = new LinkedHashMap<>(tags);
        if (prompt) {
            shown.remove(IS_PROMPT);
            shown.remove(PROMPT_TYPE);
            shown.remove(PROMPT_TEXT);
        }
        ObjectNode target = data.putObject("tags");
        shown.forEach(target::put);
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
