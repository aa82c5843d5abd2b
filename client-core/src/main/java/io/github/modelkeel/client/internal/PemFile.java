package io.github.modelkeel.client.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Certificates and a private key in a PEM file. Errors name the setting and the file, and never show what is in it. */
final class PemFile {
    private static final long MAX_BYTES = 16 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

    private final String setting;
    private final Path file;
    private final String text;

    private PemFile(String setting, Path file, String text) {
        this.setting = setting;
        this.file = file;
        this.text = text;
    }

    static PemFile read(String setting, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        setting + " names a file of more than " + MAX_BYTES + " bytes: " + file);
            }
            return new PemFile(setting, file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " must name a readable PEM file: " + file, e);
        }
    }

    /** The certificates in the file's order, at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            String withoutKey = KEY.matcher(text).replaceAll("");
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(withoutKey.getBytes(StandardCharsets.ISO_8859_1)))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (GeneralSecurityException e) {
            throw wrong("certificates", e);
        }
        if (certificates.isEmpty()) {
            throw wrong("certificates", null);
        }
        return certificates;
    }

    /** The one private key. */
    PrivateKey privateKey() throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw wrong("a private key (BEGIN PRIVATE KEY)", null);
        }
        String kind = matcher.group(1).strip();
        if (!kind.isEmpty()) {
            throw new IllegalArgumentException(setting + " names a file with an " + kind + " PRIVATE KEY: " + file
                    + "; the key must be in PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in KEY");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(matcher.group(2));
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
