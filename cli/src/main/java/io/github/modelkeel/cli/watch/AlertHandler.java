package io.github.modelkeel.cli.watch;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import io.github.modelkeel.servinghttp.message.Refusal;
import io.github.modelkeel.servinghttp.socket.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The routes of the watch. Safe for use by multiple threads. */
final class AlertHandler implements HttpHandler {
    /** Where Alertmanager sends its notifications. */
    static final String ALERTS = "/hooks/alertmanager";

    private static final String STATUS = "/status";
    private static final String HEALTH = "/health";

    private final Access access;
    private final String defaultModel;
    private final Retrainings retrainings;
    private final Consumer<Retraining> start;
    private final Consumer<String> log;

    AlertHandler(
            Access access,
            String defaultModel,
            Retrainings retrainings,
            Consumer<Retraining> start,
            Consumer<String> log) {
        this.access = access;
        this.defaultModel = defaultModel;
        this.retrainings = retrainings;
        this.start = start;
        this.log = log;
    }

    @Override
    public Answer answer(String method, String target, HeaderLookup headers, byte[] body) {
        try {
            return answer(new Call(method, path(target), headers, body));
        } catch (Refusal refusal) {
            log.accept(
                    "refused " + method + " " + path(target) + " with " + refusal.status() + ": " + refusal.reason());
            return refuse(target, refusal.status(), refusal.reason());
        } catch (RuntimeException e) {
            log.accept("failed at " + method + " " + path(target) + ": " + e);
            return refuse(target, 500, "the watch failed, its output says why");
        }
    }

    private Answer answer(Call call) {
        switch (call.path()) {
            case HEALTH -> {
                require(call, "GET");
                return Answer.json(200, Json.bytes(Json.object().put("status", "up")));
            }
            case STATUS -> {
                require(call, "GET");
                permit(call);
                return Answer.json(200, Json.bytes(status()));
            }
            case ALERTS -> {
                require(call, "POST");
                permit(call);
                call.requireUncoded();
                call.requireJson();
                return take(AlertPayload.parse(call.body(), defaultModel, Instant.now()));
            }
            default -> throw new Refusal(404, "there is only " + ALERTS + ", " + STATUS + " and " + HEALTH);
        }
    }

    private static void require(Call call, String method) {
        if (!call.method().equals(method)) {
            throw new Refusal(405, call.path() + " takes " + method + " alone");
        }
    }

    private void permit(Call call) {
        if (!access.permits(call.headers(), call.body())) {
            throw new Refusal(401, "send the header Authorization: Bearer TOKEN, or sign the request");
        }
    }

    /** Takes every model's alert before the answer, which is a success only if all that start something are on disk. */
    private Answer take(AlertPayload payload) {
        payload.ignored().forEach(each -> log.accept("ignored: " + each + "; --model names the model of such alerts"));
        if (payload.truncated() > 0) {
            log.accept("Alertmanager left out " + payload.truncated() + " alerts (max_alerts): a model may be missing");
        }
        JsonObject answer = Json.object();
        JsonArray decisions = answer.putArray("decisions");
        for (ModelAlert alert : payload.alerts()) {
            Retrainings.Decision decision = take(alert);
            log.accept("alert of " + alert.model() + " since " + alert.startsAt() + ": " + decision.words());
            decision.started().ifPresent(start);
            decisions.addObject().put("model", alert.model()).put("decision", decision.words());
        }
        return Answer.json(
                200, Json.bytes(answer.put("ignored", payload.ignored().size())));
    }

    private Retrainings.Decision take(ModelAlert alert) {
        try {
            return retrainings.take(alert);
        } catch (IOException e) {
            throw new Refusal(503, "the alert of " + alert.model() + " cannot be written to disk: " + e);
        }
    }

    private JsonObject status() {
        JsonObject status = Json.object();
        JsonArray array = status.putArray("retrainings");
        retrainings.all().stream().map(Retraining::json).forEach(array::add);
        return status;
    }

    @Override
    public @Nullable Answer refuseHead(String method, String target, HeaderLookup headers) {
        return !path(target).equals(HEALTH) && access.refuses(headers)
                ? refuse(target, 401, "send the header Authorization: Bearer TOKEN, or sign the request")
                : null;
    }

    @Override
    public Answer refuse(String target, int status, String message) {
        Answer answer = Answer.json(status, Json.bytes(Json.object().put("error", message)));
        return status == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer;
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
