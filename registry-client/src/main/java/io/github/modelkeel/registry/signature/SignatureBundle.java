package io.github.modelkeel.registry.signature;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pem;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Sigstore bundle v0.3 with a DSSE envelope. Whatever is not of the form is refused with an {@link IllegalArgumentException}: unknown
 * fields too, so that nothing in a bundle goes unseen.
 */
public final class SignatureBundle {
    public static final int MAX_BYTES = 16 << 20;

    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final int MAX_CERTIFICATES = 10;

    private final byte[] payload;
    private final byte[] signature;
    private final Material material;

    public SignatureBundle(byte[] payload, byte[] signature, Material material) {
        this.payload = payload;
        this.signature = signature;
        this.material = material;
    }

    public byte[] payload() {
        return payload;
    }

    public byte[] signature() {
        return signature;
    }

    public Material material() {
        return material;
    }

    /** What a bundle says about its signer: a key's fingerprint, null when it names none, or certificates. */
    public record Material(@Nullable String fingerprint, List<X509Certificate> chain) {
        public Material {
            chain = List.copyOf(chain);
        }

        public static Material ofKey(String fingerprint) {
            return new Material(fingerprint, List.of());
        }

        public static Material ofChain(List<X509Certificate> chain) {
            return new Material(null, chain);
        }
    }

    /** What is signed instead of the payload itself: DSSE's pre-authentication encoding. */
    public static byte[] toSign(byte[] payload) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    public byte[] toBytes() {
        JsonObject bundle = Json.object().put("mediaType", MEDIA_TYPE);
        JsonObject known = bundle.putObject("verificationMaterial");
        if (material.chain().isEmpty()) {
            known.putObject("publicKey").put("hint", material.fingerprint());
        } else {
            var list = known.putObject("x509CertificateChain").putArray("certificates");
            material.chain().forEach(each -> list.addObject().put("rawBytes", base64(encoded(each))));
        }
        known.putArray("tlogEntries");
        JsonObject envelope = bundle.putObject("dsseEnvelope").put("payload", base64(payload));
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures")
                .addObject()
                .put("sig", base64(signature))
                .put("keyid", "");
        return Json.bytes(bundle);
    }

    public static SignatureBundle parse(byte[] text) {
        JsonValue bundle = json(text);
        only(bundle, Set.of("mediaType", "verificationMaterial", "dsseEnvelope"));
        equal(bundle, "mediaType", MEDIA_TYPE);
        JsonValue envelope = object(bundle, "dsseEnvelope");
        only(envelope, Set.of("payload", "payloadType", "signatures"));
        equal(envelope, "payloadType", PAYLOAD_TYPE);
        JsonValue signatures = envelope.path("signatures");
        if (!signatures.isArray() || signatures.size() != 1) {
            throw new IllegalArgumentException("it must hold one signature");
        }
        only(signatures.path(0), Set.of("sig", "keyid"));
        Material material = material(object(bundle, "verificationMaterial"));
        return new SignatureBundle(bytes(envelope, "payload"), bytes(signatures.path(0), "sig"), material);
    }

    /** Reads JSON; the message of what is wrong does not quote it. */
    static JsonValue json(byte[] text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON, or too deep or too long", e);
        }
    }

    private static Material material(JsonValue known) {
        only(
                known,
                Set.of("publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData"));
        if (known.has("publicKey")) {
            JsonValue key = object(known, "publicKey");
            only(key, Set.of("hint", "rawBytes", "keyDetails"));
            return new Material(Json.optionalString(key, "hint"), List.of());
        }
        List<X509Certificate> chain = new ArrayList<>();
        if (known.has("certificate")) {
            chain.add(certificate(object(known, "certificate")));
        } else {
            JsonValue holder = object(known, "x509CertificateChain");
            only(holder, Set.of("certificates"));
            holder.path("certificates").forEach(each -> chain.add(certificate(each)));
        }
        if (chain.isEmpty() || chain.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException("it must hold 1 to " + MAX_CERTIFICATES + " certificates");
        }
        return new Material(null, chain);
    }

    private static X509Certificate certificate(JsonValue holder) {
        only(holder, Set.of("rawBytes"));
        return Pem.certificate(bytes(holder, "rawBytes"));
    }

    private static JsonValue object(JsonValue parent, String field) {
        JsonValue node = parent.path(field);
        if (!node.isObject()) {
            throw new IllegalArgumentException("it lacks '" + field + "'");
        }
        return node;
    }

    private static void only(JsonValue node, Set<String> fields) {
        for (Map.Entry<String, JsonValue> field : node.properties()) {
            if (!fields.contains(field.getKey())) {
                throw new IllegalArgumentException("it holds a field that the format does not know");
            }
        }
    }

    static void equal(JsonValue node, String field, String expected) {
        if (!expected.equals(node.path(field).textValue())) {
            throw new IllegalArgumentException("its " + field + " must be " + expected);
        }
    }

    /** Base64 in its one canonical form. */
    private static byte[] bytes(JsonValue node, String field) {
        String text = node.path(field).asText("");
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length == 0 || !base64(bytes).equals(text)) {
            throw new IllegalArgumentException("its " + field + " must be base64 with padding");
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate cannot be written: " + e.getMessage(), e);
        }
    }
}
