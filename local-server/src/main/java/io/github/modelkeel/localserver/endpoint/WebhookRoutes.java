package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.store.WebhookStore;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.Delivery;
import io.github.modelkeel.localserver.webhook.EventKind;
import io.github.modelkeel.localserver.webhook.LoopbackUrl;
import io.github.modelkeel.localserver.webhook.Webhook;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code webhooks}: addresses that are called when something happens in the registry. */
final class WebhookRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_SECRET = 1_000;

    private final WebhookStore webhooks;
    private final Deliveries deliveries;

    WebhookRoutes(WebhookStore webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    void addTo(Router router) {
        router.post("webhooks", this::create);
        router.get("webhooks", this::list);
        router.get("webhooks/{id}", this::get);
        router.patch("webhooks/{id}", this::update);
        router.delete("webhooks/{id}", this::delete);
        router.post("webhooks/{id}/test", this::test);
    }

    private Reply create(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        fields.required("name");
        fields.required("url");
        List<EventKind> events = EventKind.all(fields.messages("events"));
        return webhook(webhooks.create(draft(fields, events)));
    }

    private Reply list(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        int size = fields.longOr("max_results", 0) == 0 ? DEFAULT_PAGE : PageToken.size(fields, 0, MAX_PAGE);
        PageToken.Page<Webhook> page = webhooks.list(PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(
                answer, "webhooks", page.items().stream().map(Webhook::toJson).toList());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply get(RequestContext requestContext) {
        return webhook(webhooks.get(requestContext.variable("id")));
    }

    private Reply update(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        List<Fields> events = fields.messages("events");
        return webhook(webhooks.update(
                requestContext.variable("id"), draft(fields, events.isEmpty() ? null : EventKind.all(events))));
    }

    private Reply delete(RequestContext requestContext) {
        webhooks.delete(requestContext.variable("id"));
        return Reply.empty();
    }

    private Reply test(RequestContext requestContext) {
        Webhook webhook = webhooks.get(requestContext.variable("id"));
        EventKind kind = requestContext.fields().has("event")
                ? EventKind.of(requestContext.fields().message("event"))
                : webhook.events().get(0);
        ObjectNode result = Json.object();
        try {
            Deliveries.Answer receiver =
                    deliveries.test(Delivery.of(webhook, webhooks.secret(webhook.id()), kind, kind.example()));
            result.put("success", receiver.status() < 400);
            result.put("response_status", receiver.status());
            if (!receiver.body().isEmpty()) {
                result.put("response_body", receiver.body());
            }
        } catch (IOException | ApiError e) {
            result.put("success", false).put("error_message", "Failed to test webhook: " + e.getMessage());
        }
        ObjectNode answer = Json.object();
        answer.set("result", result);
        return Reply.json(answer);
    }

    private static WebhookStore.Draft draft(Fields fields, @Nullable List<EventKind> events) {
        String name = nonEmpty(fields.string("name"));
        if (name != null) {
            Webhook.checkName(name);
        }
        String url = nonEmpty(fields.string("url"));
        if (url != null) {
            LoopbackUrl.parse(url);
        }
        String description = fields.stringOrNull("description");
        Names.checkLength("description", description == null ? "" : description, MAX_DESCRIPTION);
        String secret = fields.stringOrNull("secret");
        Names.checkLength("secret", secret == null ? "" : secret, MAX_SECRET);
        Boolean active = fields.has("status") ? (Boolean) Webhook.isActive(fields.word("status")) : null;
        return new WebhookStore.Draft(name, description, url, events, secret, active);
    }

    private static @Nullable String nonEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Reply webhook(Webhook webhook) {
        ObjectNode answer = Json.object();
        answer.set("webhook", webhook.toJson());
        return Reply.json(answer);
    }
}
