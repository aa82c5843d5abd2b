package io.github.modelkeel.driftmonitor;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are sent: a receiver of Alertmanager's webhooks (payload version 4), such as {@code modelkeel watch}. The defaults: no token, no signature, ten
 * attempts, two seconds to end. Immutable and safe for use by multiple threads; secrets are never shown.
 *
 * <p>A delivery that fails, with a status of 408, 429, 500 or more or without an answer within 30 seconds, is sent again after a pause from zero to a bound that doubles from one
 * second to a minute; any other status ends it. Redirects are not followed. What could not be delivered is logged and dropped.
 */
public final class Webhook {
    private static final int MAX_ATTEMPTS = 100;
    private static final int MAX_PORT = 65_535;
    private static final Duration MAX_CLOSE_TIMEOUT = Duration.ofDays(1);

    private final URI address;
    private final @Nullable String token;
    private final @Nullable String secret;
    private final int attempts;
    private final Duration firstPause;
    private final Duration closeTimeout;

    private Webhook(
            URI address,
            @Nullable String token,
            @Nullable String secret,
            int attempts,
            Duration firstPause,
            Duration closeTimeout) {
        this.address = address;
        this.token = token;
        this.secret = secret;
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.closeTimeout = closeTimeout;
    }

    /**
     * A webhook without a token and a signature.
     *
     * @param address of the receiver, {@code http} or {@code https}
     * @return the webhook
     * @throws IllegalArgumentException if it is another address, or has a user in it
     */
    public static Webhook to(URI address) {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.matches("(?i)https?") || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of a webhook must be http://HOST… or https://HOST…, its scheme is " + scheme);
        }
        if (address.getPort() > MAX_PORT) {
            throw new IllegalArgumentException(
                    "the port of a webhook must be at most " + MAX_PORT + ": " + address.getPort());
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address of a webhook must not have a user or password; give bearerToken one");
        }
        return new Webhook(address, null, null, 10, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    /**
     * A token that each delivery has in its header {@code Authorization}, as {@code Bearer TOKEN}.
     *
     * @param bearer not blank, without line ends
     * @return a webhook with the token
     */
    public Webhook bearerToken(String bearer) {
        if (bearer.isBlank() || bearer.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("the token must not be blank and must have visible ASCII alone");
        }
        return new Webhook(address, bearer, secret, attempts, firstPause, closeTimeout);
    }

    /**
     * A secret by which each delivery is signed as MLflow signs its webhooks: {@code X-MLflow-Signature} is {@code v1,} and the Base64 of HMAC-SHA-256 over {@code
     * ID.TIMESTAMP.BODY}; {@code X-MLflow-Delivery-Id} and {@code X-MLflow-Timestamp} (seconds) have the first two.
     *
     * @param shared the secret that the receiver has too, not empty
     * @return a webhook with the secret
     */
    public Webhook signedWith(String shared) {
        if (shared.isEmpty()) {
            throw new IllegalArgumentException("the secret of a webhook must not be empty");
        }
        return new Webhook(address, token, shared, attempts, firstPause, closeTimeout);
    }

    /**
     * How often a delivery is tried.
     *
     * @param most 1 to 100
     * @return a webhook with this number
     */
    public Webhook attempts(int most) {
        if (most < 1 || most > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("a webhook is tried from 1 to " + MAX_ATTEMPTS + " times: " + most);
        }
        return new Webhook(address, token, secret, most, firstPause, closeTimeout);
    }

    Webhook firstPause(Duration pause) {
        return new Webhook(address, token, secret, attempts, Objects.requireNonNull(pause), closeTimeout);
    }

    /**
     * How long {@link Monitor#close} waits for deliveries, which are tried again meanwhile. A job that ends with the window it has judged should give its
     * receiver more than the two seconds that a service has to stop.
     *
     * @param limit zero or more, at most a day
     * @return a webhook with this limit
     */
    public Webhook closeTimeout(Duration limit) {
        if (Objects.requireNonNull(limit, "limit").isNegative() || limit.compareTo(MAX_CLOSE_TIMEOUT) > 0) {
            throw new IllegalArgumentException("the closeTimeout of a webhook must be from zero to a day: " + limit);
        }
        return new Webhook(address, token, secret, attempts, firstPause, limit);
    }

    URI address() {
        return address;
    }

    @Nullable String token() {
        return token;
    }

    @Nullable String secret() {
        return secret;
    }

    int attempts() {
        return attempts;
    }

    Duration firstPause() {
        return firstPause;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    /** {@return the host, without path, query and secrets} */
    @Override
    public String toString() {
        return "Webhook[" + address.getScheme() + "://" + address.getRawAuthority() + "]";
    }
}
