package io.github.modelkeel.registry;

import io.github.modelkeel.registry.webhook.DeliveryHeaders;
import io.github.modelkeel.registry.webhook.SeenDeliveries;
import io.github.modelkeel.registry.webhook.SigningSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The receiving end of a webhook of MLflow 3.3 or later, or of the local server: checks that a request is what the registry sent, and reads
 * the event in it. Safe for use by multiple threads. It opens no port: call {@link #verify(Map, byte[])} from the route of the server that the
 * application has.
 *
 * <p>MLflow signs with HMAC-SHA256 over {@code ID.TIMESTAMP.BODY}, in the headers {@code X-MLflow-Signature} (one or more of
 * {@code v1,BASE64}), {@code X-MLflow-Delivery-Id} and {@code X-MLflow-Timestamp}. A request is accepted when one signature was made with the
 * secret (compared in constant time), it was signed within five minutes of now, both ways, and its delivery id was not accepted before. The
 * ids of up to 65,536 accepted deliveries are remembered for ten minutes, within this object; instances of a service that share an
 * address have memories of their own.
 */
public final class MlflowWebhook {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MAX_DELIVERIES = 65_536;

    /** For calls without an object. */
    private static final SeenDeliveries OF_THIS_PROCESS = newMemory();

    private final SigningSecret secret;
    private final SeenDeliveries seen;
    private final InstantSource clock;

    private MlflowWebhook(SigningSecret secret, SeenDeliveries seen, InstantSource clock) {
        this.secret = secret;
        this.seen = seen;
        this.clock = clock;
    }

    private static SeenDeliveries newMemory() {
        return new SeenDeliveries(MAX_DELIVERIES, WINDOW.multipliedBy(2));
    }

    /**
     * Takes the secret of a webhook. Keep the object: it remembers which deliveries were accepted.
     *
     * @param secret the secret that the webhook was created with
     * @return the receiving end
     * @throws IllegalArgumentException if the secret is empty
     */
    public static MlflowWebhook of(String secret) {
        return of(secret, InstantSource.system());
    }

    /** For tests: with another clock. */
    static MlflowWebhook of(String secret, InstantSource clock) {
        Objects.requireNonNull(secret, "secret");
        return new MlflowWebhook(new SigningSecret(secret), newMemory(), clock);
    }

    /**
     * Checks a request and reads its event, without an object. Accepted deliveries are remembered for the whole process, whichever the secret.
     *
     * @param secret the secret that the webhook was created with
     * @param headers as for {@link #verify(Map, byte[])}
     * @param body as for {@link #verify(Map, byte[])}
     * @param clock what time it is, such as {@link java.time.Clock#systemUTC()}
     * @return the event
     * @throws IllegalArgumentException if the secret is empty
     * @throws WebhookRefusedException if the request must not be acted upon
     */
    public static WebhookEvent verify(
            String secret, Map<String, List<String>> headers, byte[] body, InstantSource clock) {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(clock, "clock");
        return new MlflowWebhook(new SigningSecret(secret), OF_THIS_PROCESS, clock).verify(headers, body);
    }

    /**
     * Checks a request and reads its event. Accepting is once: of two calls with one delivery, also at the same time, one is refused.
     *
     * @param headers the request's headers; names in any case, others are ignored
     * @param body the bytes of the request's body as they came; the caller bounds how many are read
     * @return the event
     * @throws WebhookRefusedException if the request must not be acted upon; its error code says why and which status to answer
     */
    public WebhookEvent verify(Map<String, List<String>> headers, byte[] body) {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Instant now = clock.instant();
        DeliveryHeaders delivery = read(headers);
        checkSignature(delivery, body);
        checkTime(delivery, now);
        WebhookEvent event = WebhookEvent.parse(delivery.id(), body);
        switch (seen.add(delivery.id(), now)) {
            case SEEN ->
                throw WebhookRefusedException.replayed("the delivery " + delivery.id() + " was accepted before");
            case FULL ->
                throw WebhookRefusedException.overload("more than " + MAX_DELIVERIES
                        + " deliveries came within ten minutes; subscribe to fewer events");
            case NEW -> {}
        }
        return event;
    }

    private static DeliveryHeaders read(Map<String, List<String>> headers) {
        try {
            return DeliveryHeaders.of(headers);
        } catch (IllegalArgumentException e) {
            throw WebhookRefusedException.malformed(String.valueOf(e.getMessage()), null);
        }
    }

    private void checkSignature(DeliveryHeaders delivery, byte[] body) {
        if (delivery.signatures().isEmpty()) {
            throw WebhookRefusedException.signature("the request is not signed: it has no header "
                    + DeliveryHeaders.SIGNATURE + "; create the webhook with a secret");
        }
        if (!secret.signed(delivery, body)) {
            throw WebhookRefusedException.signature("the delivery " + delivery.id()
                    + " was not signed with the secret given here, or its body was changed on the way");
        }
    }

    private static void checkTime(DeliveryHeaders delivery, Instant now) {
        Instant signed = Instant.ofEpochSecond(delivery.seconds());
        if (Duration.between(signed, now).abs().compareTo(WINDOW) > 0) {
            throw WebhookRefusedException.expired("the delivery " + delivery.id() + " was signed at " + signed
                    + ", and it is " + now + " here; more than five minutes apart, an old request or a wrong clock");
        }
    }

    @Override
    public String toString() {
        return "MlflowWebhook";
    }
}
