package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.WebhookRefusedException;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What is asked beside predictions: meters, outcomes, and news of the registry. Safe for use by multiple threads. */
public final class Operations {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final String HOOK = "/hooks/mlflow";
    private static final List<String> SIGNED =
            List.of("X-MLflow-Signature", "X-MLflow-Delivery-Id", "X-MLflow-Timestamp");

    private final List<ServedModel> models;

    /** Works for some models. */
    public Operations(List<ServedModel> models) {
        this.models = models;
    }

    /** Adds {@code /metrics}, whose text the user makes. */
    public void addMetrics(Routes routes, Supplier<String> text) {
        routes.add(
                "GET",
                "/metrics",
                "/metrics",
                ErrorForm.DETAIL,
                call -> new Answer(
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        text.get().getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds the receiver of MLflow's webhooks. The signature takes the place of a token. */
    public void addWebhook(Routes routes, MlflowWebhook webhook) {
        routes.addSigned(HOOK, call -> received(webhook, call));
    }

    private Answer received(MlflowWebhook webhook, Call call) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : SIGNED) {
            String value = call.header(name.toLowerCase(Locale.ROOT));
            if (!value.isEmpty()) {
                headers.put(name, List.of(value));
            }
        }
        try {
            webhook.verify(headers, call.body());
        } catch (WebhookRefusedException e) {
            throw new Refusal(e.responseStatus(), String.valueOf(e.getMessage()));
        }
        models.forEach(Operations::requestRefresh); // loading takes longer than a sender waits
        return Answer.json(202, new ReplyWriter().name("accepted").flag(true).finish());
    }

    private static void requestRefresh(ServedModel model) {
        try {
            model.predictor().requestRefresh();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "the predictor is closed", e);
        }
    }

    /** Adds the receivers of what became of predictions. */
    public void addFeedback(Routes routes, JsonInput input) {
        for (ServedModel model : models) {
            routes.add(
                    "POST",
                    "/models/" + model.name() + "/feedback",
                    "/models/{name}/feedback",
                    ErrorForm.DETAIL,
                    call -> feedback(model, input, call));
        }
    }

    private static Answer feedback(ServedModel model, JsonInput input, Call call) {
        call.requireJson();
        Parts body = input.parts(call.body());
        String id = body.text("id");
        Object actual = body.scalar("actual");
        boolean kept;
        try {
            kept = model.predictor().feedback(id, actual);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            if (!model.predictor().isReady()) {
                throw model.notReady();
            }
            throw new Refusal(409, "model '" + model.name() + "' keeps no log, so that outcomes have no place");
        }
        if (!kept) {
            throw new Refusal(503, "the log's queue is full; send the outcome again");
        }
        return Answer.json(202, new ReplyWriter().name("accepted").flag(true).finish());
    }
}
