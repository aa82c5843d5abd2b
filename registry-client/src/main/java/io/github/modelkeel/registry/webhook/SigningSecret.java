package io.github.modelkeel.registry.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that a webhook's sender and its receiver share. It is never shown. Immutable, safe for use by multiple threads. */
public final class SigningSecret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Takes a secret.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public SigningSecret(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the secret of a webhook must not be empty");
        }
        this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** {@return whether one of the delivery's signatures is that of its id, timestamp and body; takes as long whichever it is} */
    public boolean signed(DeliveryHeaders delivery, byte[] body) {
        byte[] expected = code(delivery.id() + "." + delivery.timestamp() + ".", body);
        boolean right = false;
        for (byte[] signature : delivery.signatures()) {
            right |= MessageDigest.isEqual(expected, signature);
        }
        return right;
    }

    private byte[] code(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(prefix.getBytes(US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK does not know " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret";
    }
}
