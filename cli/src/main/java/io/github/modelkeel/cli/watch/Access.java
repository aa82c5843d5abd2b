package io.github.modelkeel.cli.watch;

import io.github.modelkeel.registry.webhook.DeliveryHeaders;
import io.github.modelkeel.registry.webhook.SigningSecret;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may send alerts: who has the token, or signs with the secret as MLflow's webhooks are signed; all if there is neither. Compares in
 * constant time. Immutable, safe for use by multiple threads.
 */
final class Access {
    private static final String SCHEME = "bearer ";
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final List<String> SIGNATURE =
            List.of(DeliveryHeaders.ID, DeliveryHeaders.TIMESTAMP, DeliveryHeaders.SIGNATURE);

    private final byte @Nullable [] token;
    private final @Nullable SigningSecret secret;

    Access(@Nullable String token, @Nullable String secret) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
        this.secret = secret == null ? null : new SigningSecret(secret);
    }

    boolean isOpen() {
        return token == null && secret == null;
    }

    /** Whether the headers already show that a request has no permission, so that its body need not come. */
    boolean refuses(HeaderLookup headers) {
        boolean signed = secret != null && headers.find(lower(DeliveryHeaders.SIGNATURE)) != null;
        return !isOpen() && !signed && !hasToken(headers);
    }

    /** Whether a request with this body has permission. A delivery that is repeated within the window changes nothing, as its alert is known. */
    boolean permits(HeaderLookup headers, byte[] body) {
        return isOpen() || hasToken(headers) || isSigned(headers, body);
    }

    private boolean hasToken(HeaderLookup headers) {
        byte[] expected = token;
        String sent = headers.find("authorization");
        if (expected == null || sent == null || !sent.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        byte[] given = sent.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given);
    }

    private boolean isSigned(HeaderLookup headers, byte[] body) {
        if (secret == null) {
            return false;
        }
        Map<String, List<String>> found = new HashMap<>();
        for (String name : SIGNATURE) {
            String value = headers.find(lower(name));
            if (value != null) {
                found.put(name, List.of(value));
            }
        }
        try {
            DeliveryHeaders delivery = DeliveryHeaders.of(found);
            Duration age = Duration.between(Instant.ofEpochSecond(delivery.seconds()), Instant.now());
            return age.abs().compareTo(WINDOW) <= 0 && secret.signed(delivery, body);
        } catch (IllegalArgumentException e) {
            return false; // headers that cannot be those of a delivery
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
