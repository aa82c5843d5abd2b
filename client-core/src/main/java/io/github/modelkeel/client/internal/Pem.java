package io.github.modelkeel.client.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in a PEM file. No message holds what is in it. */
public record Pem(Path file, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final long MAX_BYTES = 1 << 20;

    /**
     * One of its parts; the text of a key shows in no message.
     *
     * @param type what is between BEGIN and the dashes
     * @param base64 the encoded content
     */
    public record Block(String type, String base64) {
        /** {@return the content, decoded} */
        public byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return type;
        }
    }

    /**
     * Copies the list.
     *
     * @param file where it was read
     * @param blocks its parts, in the file's order
     */
    public Pem {
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a file. One without any block is not an error here.
     *
     * @param file the file, at most 1 MiB
     * @return its blocks
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is larger
     */
    public static Pem read(Path file) throws IOException {
        return read(file, MAX_BYTES);
    }

    static Pem read(Path file, long maxBytes) throws IOException {
        if (Files.size(file) > maxBytes) {
            throw new IllegalArgumentException("a PEM file must have at most " + maxBytes + " bytes: " + file);
        }
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new Pem(file, blocks);
    }

    /** {@return the one private key, which is of an elliptic curve and in PKCS #8} */
    public PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(only("PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " does not hold a readable elliptic-curve private key", e);
        }
    }

    /** {@return the one public key, which is of an elliptic curve} */
    public PublicKey onlyPublicKey() {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(only("PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " does not hold a readable elliptic-curve public key", e);
        }
    }

    private byte[] only(String type) {
        List<Block> found =
                blocks.stream().filter(block -> block.type().equals(type)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(file + " must hold one '" + type + "', but holds "
                    + blocks.stream().map(Block::type).toList()
                    + (type.startsWith("PRIVATE") ? "; 'openssl pkcs8 -topk8 -nocrypt' makes one of older forms" : ""));
        }
        return found.get(0).content();
    }

    /** {@return its certificates, in the file's order; none is not an error here} */
    public List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.type().equals("CERTIFICATE")) {
                certificates.add(certificate(block.content()));
            }
        }
        return certificates;
    }

    /**
     * Reads a certificate in DER, all of it.
     *
     * @param der the bytes
     * @return the certificate
     */
    public static X509Certificate certificate(byte[] der) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (!Arrays.equals(certificate.getEncoded(), der)) {
                throw new IllegalArgumentException("trailing data after the certificate");
            }
            return certificate;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What model signatures call the hint of a key: SHA-256 of its PEM text.
     *
     * @param key the key
     * @return the digest, in hexadecimal digits
     */
    public static String fingerprint(PublicKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        String text = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
