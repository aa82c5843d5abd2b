package io.github.modelkeel.client.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates and a private key in a PEM file. Errors name the setting and the file, and never show what is in it. */
final class PemFile {
    private static final long MAX_BYTES = 16 << 20;
    private static final String KEY = "PRIVATE KEY";
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

    private final String setting;
    private final Path file;
    private final Pem pem;

    private PemFile(String setting, Pem pem) {
        this.setting = setting;
        this.file = pem.file();
        this.pem = pem;
    }

    static PemFile read(String setting, Path file) {
        try {
            return new PemFile(setting, Pem.read(file, MAX_BYTES));
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " must name a readable PEM file: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    /** The certificates in the file's order, at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory reader = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : pem.blocks()) {
                if (block.type().endsWith("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) reader.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw wrong("certificates", e);
        }
        if (certificates.isEmpty()) {
            throw wrong("certificates", null);
        }
        return certificates;
    }

    /** The one private key. */
    PrivateKey privateKey() throws GeneralSecurityException {
        Pem.Block block = pem.blocks().stream()
                .filter(found -> found.type().endsWith(KEY))
                .findFirst()
                .orElseThrow(() -> wrong("a private key (BEGIN PRIVATE KEY)", null));
        String kind =
                block.type().substring(0, block.type().length() - KEY.length()).strip();
        if (!kind.isEmpty()) {
            throw new IllegalArgumentException(setting + " names a file with an " + kind + " PRIVATE KEY: " + file
                    + "; the key must be in PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in KEY");
        }
        byte[] encoded;
        try {
            encoded = block.content();
        } catch (IllegalArgumentException e) {
            throw wrong("a private key", e);
        }
        IllegalArgumentException failure = wrong("a private key of type " + String.join(", ", KEY_TYPES), null);
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                failure.addSuppressed(e); // of another type
            }
        }
        throw failure;
    }

    private IllegalArgumentException wrong(String what, @Nullable Exception cause) {
        return new IllegalArgumentException(setting + " must name a PEM file with " + what + ": " + file, cause);
    }
}
