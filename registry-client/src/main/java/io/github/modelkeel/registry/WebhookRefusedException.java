package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's request was not accepted, and nothing must be done for it. Immutable. The error code says why:
 *
 * <ul>
 *   <li>{@code WEBHOOK_MALFORMED}: headers are missing or cannot be read, or the signed body is not an event
 *   <li>{@code WEBHOOK_SIGNATURE}: there is no signature, or none that was made with the secret
 *   <li>{@code WEBHOOK_EXPIRED}: it was signed more than five minutes ago, or is dated more than five minutes ahead
 *   <li>{@code WEBHOOK_REPLAYED}: this delivery was accepted before; a sender repeats one whose answer it did not get
 *   <li>{@code WEBHOOK_OVERLOAD}: more deliveries were accepted within ten minutes than are remembered
 * </ul>
 *
 * <p>No message holds the secret or a signature.
 */
public final class WebhookRefusedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** The status to answer with. */
    private final int responseStatus;

    private WebhookRefusedException(String code, int responseStatus, String message, @Nullable Throwable cause) {
        super(code, 0, code + ": " + message, cause);
        this.responseStatus = responseStatus;
    }

    static WebhookRefusedException malformed(String message, @Nullable Throwable cause) {
        return new WebhookRefusedException("WEBHOOK_MALFORMED", 400, message, cause);
    }

    static WebhookRefusedException signature(String message) {
        return new WebhookRefusedException("WEBHOOK_SIGNATURE", 401, message, null);
    }

    static WebhookRefusedException expired(String message) {
        return new WebhookRefusedException("WEBHOOK_EXPIRED", 401, message, null);
    }

    static WebhookRefusedException replayed(String message) {
        return new WebhookRefusedException("WEBHOOK_REPLAYED", 200, message, null);
    }

    static WebhookRefusedException overload(String message) {
        return new WebhookRefusedException("WEBHOOK_OVERLOAD", 503, message, null);
    }

    /**
     * The HTTP status to answer the request with.
     *
     * @return 400 for what is malformed, 401 for a wrong signature or time, 503 for an overload, so that the sender tries again, and 200 for a
     *     replayed delivery, for which there is nothing left to do
     */
    public int responseStatus() {
        return responseStatus;
    }
}
