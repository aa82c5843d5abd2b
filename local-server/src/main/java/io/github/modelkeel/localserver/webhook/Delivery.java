package io.github.modelkeel.localserver.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.PythonJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One event for one webhook, as MLflow sends it: when it is tried again it is the same request, with the same id and time.
 *
 * @param webhookName for messages
 * @param kind what happened
 * @param request what is sent
 */
public record Delivery(String webhookName, EventKind kind, HttpRequest request) {
    private static final String ID_HEADER = "X-MLflow-Delivery-Id";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    /** A delivery to sign and send now; without a secret it has no signature. */
    public static Delivery of(Webhook webhook, @Nullable String secret, EventKind kind, ObjectNode data) {
        Instant now = Instant.now();
        ObjectNode event = Json.object().put("entity", kind.entityText()).put("action", kind.actionText());
        event.put("timestamp", MICROSECONDS.format(now.atOffset(ZoneOffset.UTC)) + "+00:00");
        event.set("data", data);
        String body = PythonJson.text(event);
        String id = UUID.randomUUID().toString();
        String timestamp = Long.toString(now.getEpochSecond());
        URI uri = LoopbackUrl.parse(webhook.url());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "modelkeel-local-server")
                .header(ID_HEADER, id)
                .header("X-MLflow-Timestamp", timestamp);
        if (secret != null) {
            request.header("X-MLflow-Signature", "v1," + signature(secret, id + "." + timestamp + "." + body));
        }
        HttpRequest post =
                request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return new Delivery(webhook.name(), kind, post);
    }

    private static String signature(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK does not know HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return kind + " to the webhook " + webhookName + " at " + request.uri();
    }
}
