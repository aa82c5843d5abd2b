package io.github.modelkeel.localserver.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.localserver.artifact.PrivateDirectory;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key that webhooks' secrets are encrypted with in the database: a file beside it that its owner alone may read, made for the first
 * secret. A copy of the database alone holds no secret in plain text. AES-256 in GCM, bound to the webhook's id.
 */
public final class SecretFile {
    private static final String NAME = "webhook-secrets.key";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    private SecretFile(Path file) {
        this.file = file;
    }

    /** The file in a server's directory; it is looked at when there is a secret. */
    public static SecretFile in(Path directory) {
        return new SecretFile(directory.resolve(NAME));
    }

    /** Encrypts a secret; called within a write transaction, so that one process at a time makes the key. */
    public byte[] encrypt(String webhookId, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] key = read();
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key == null ? create() : key, nonce, webhookId)
                    .doFinal(secret.getBytes(UTF_8));
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
            return stored;
        } catch (IOException | GeneralSecurityException e) {
            throw failed("The secret cannot be kept: " + e, e);
        }
    }

    /** Decrypts a secret. */
    public String decrypt(String webhookId, byte[] stored) {
        try {
            byte[] key = read();
            if (key == null) {
                throw new GeneralSecurityException(file + " is missing");
            }
            byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
            byte[] secret = cipher(Cipher.DECRYPT_MODE, key, nonce, webhookId)
                    .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
            return new String(secret, UTF_8);
        } catch (IOException | GeneralSecurityException e) {
            throw failed("The secret of the webhook " + webhookId + " cannot be read, set it again: " + e, e);
        }
    }

    private byte @Nullable [] read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " must have " + KEY_BYTES + " bytes, and has " + key.length);
        }
        return key;
    }

    private byte[] create() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path made = Files.createTempFile(
                file.toAbsolutePath().getParent(), NAME, ".tmp", PrivateDirectory.mode(file, "rw-------"));
        try {
            Files.write(made, key);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
        return key;
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String webhookId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(webhookId.getBytes(UTF_8));
        return cipher;
    }

    private static ApiError failed(String message, Exception cause) {
        ApiError error = new ApiError(ErrorCode.INTERNAL_ERROR, message);
        error.initCause(cause);
        return error;
    }
}
