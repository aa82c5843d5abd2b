package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Pem;
import io.github.modelkeel.registry.signature.CertificateTrust;
import io.github.modelkeel.registry.signature.Ecdsa;
import io.github.modelkeel.registry.signature.SignatureBundle;
import io.github.modelkeel.registry.signature.SignedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of models by the OpenSSF model signing format 1.0, methods {@code key} and {@code certificate}, as
 * {@link ModelSigner} and Python's {@code model_signing} make them. Immutable, safe for use by multiple threads.
 *
 * <p>All files beneath a model's directory must be those that were signed: changed, missing and additional ones are refused, only
 * {@code model.sig} itself is not signed. Stricter than Python's implementation, files that a signature says to ignore are refused too,
 * and a certificate must be valid now. Digests other than SHA-256 and the serialization in shards are not supported. Revocation is not
 * checked; if a key is lost, replace the key or the root in the settings.
 */
public final class ModelVerifier {
    private final List<PublicKey> keys;
    private final @Nullable CertificateTrust certificates;

    /** What happens with a model whose signature is missing or wrong. */
    public enum Policy {
        /** Signatures are not looked at. */
        OFF,
        /** It is used, and a warning logged once. */
        WARN,
        /** It is refused. */
        REQUIRE
    }

    private ModelVerifier(List<PublicKey> keys, @Nullable CertificateTrust certificates) {
        this.keys = List.copyOf(keys);
        this.certificates = certificates;
        this.keys.forEach(Ecdsa::algorithm);
    }

    /**
     * Accepts what was signed with one of some keys.
     *
     * @param keys the public keys, on the curves P-256, P-384 or P-521
     * @return the verifier
     * @throws IllegalArgumentException if there are none, or one is of another kind
     */
    public static ModelVerifier ofKeys(PublicKey... keys) {
        Objects.requireNonNull(keys, "keys");
        if (keys.length == 0) {
            throw new IllegalArgumentException("at least one key must be trusted");
        }
        return new ModelVerifier(List.of(keys), null);
    }

    /**
     * Accepts what was signed with a certificate that leads to a trusted one. The whole chain must be valid now, and the signing
     * certificate's usage must cover digital signatures or code signing.
     *
     * @param roots the trusted certificates
     * @return the verifier
     * @throws IllegalArgumentException if there are none
     */
    public static ModelVerifier ofCertificates(Collection<X509Certificate> roots) {
        Objects.requireNonNull(roots, "roots");
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("at least one certificate must be trusted");
        }
        return new ModelVerifier(List.of(), new CertificateTrust(List.copyOf(roots), false, InstantSource.system()));
    }

    /**
     * Accepts what a PEM file names: one {@code PUBLIC KEY}, or trusted {@code CERTIFICATE}s.
     *
     * @param file the file
     * @return the verifier
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds neither
     */
    public static ModelVerifier fromPem(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Pem pem = Pem.read(file);
        return pem.certificates().isEmpty() ? ofKeys(pem.onlyPublicKey()) : ofCertificates(pem.certificates());
    }

    /**
     * This verifier for certificates that may have expired: whether a chain is valid is asked for the time its signing certificate started,
     * as Python's implementation does. Signatures carry no time that could be trusted, so anyone who gets hold of an old key can sign
     * until the root is replaced.
     *
     * @return the verifier; the same for one of keys
     */
    public ModelVerifier acceptingExpired() {
        CertificateTrust trust = certificates;
        return trust == null ? this : new ModelVerifier(keys, new CertificateTrust(trust.roots(), true, trust.clock()));
    }

    /** For tests: this verifier at another time. */
    ModelVerifier at(InstantSource clock) {
        CertificateTrust trust = certificates;
        return trust == null
                ? this
                : new ModelVerifier(keys, new CertificateTrust(trust.roots(), trust.acceptExpired(), clock));
    }

    /**
     * Verifies the signature of a model's directory, all files included.
     *
     * @param directory the directory, with its {@code model.sig}
     * @return who signed: the name of the certificate, or the SHA-256 of the public key's PEM text
     * @throws ModelIntegrityException if the signature is missing or wrong, its signer is not trusted, or the files are not those that
     *     were signed
     * @throws IOException if the files cannot be read
     */
    public String verify(Path directory) throws IOException {
        return verify(directory, ModelManifest.of(directory, Set.of(ModelSigner.FILE_NAME)));
    }

    /** With the digests of the files, which were just computed. */
    String verify(Path directory, ModelManifest files) throws IOException {
        byte[] text = signature(directory);
        try {
            SignatureBundle bundle = SignatureBundle.parse(text);
            byte[] content = SignatureBundle.toSign(bundle.payload());
            CertificateTrust trust = certificates;
            String signer = trust == null ? signerOf(bundle, content) : certifiedSignerOf(bundle, content, trust);
            SignedStatement.parse(bundle.payload()).checkSame(files);
            return signer;
        } catch (IllegalArgumentException e) {
            throw new ModelIntegrityException("the signature of " + directory + ": " + e.getMessage(), e);
        }
    }

    private static byte[] signature(Path directory) throws IOException {
        try (var in = Files.newInputStream(directory.resolve(ModelSigner.FILE_NAME))) {
            byte[] text = in.readNBytes(SignatureBundle.MAX_BYTES + 1);
            if (text.length > SignatureBundle.MAX_BYTES) {
                throw new ModelIntegrityException(
                        "the signature of " + directory + " has more than " + SignatureBundle.MAX_BYTES + " bytes",
                        null);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new ModelIntegrityException(directory + " is not signed: it has no " + ModelSigner.FILE_NAME, e);
        }
    }

    private String signerOf(SignatureBundle bundle, byte[] content) {
        if (!bundle.material().chain().isEmpty()) {
            throw new IllegalArgumentException("it was made with a certificate, but only keys are trusted");
        }
        String named = bundle.material().fingerprint();
        for (PublicKey key : keys) {
            String fingerprint = Pem.fingerprint(key);
            if (named != null && !named.equals(fingerprint)) {
                continue;
            }
            if (Ecdsa.verifies(key, content, bundle.signature())) {
                return fingerprint;
            }
            if (named != null) {
                throw new IllegalArgumentException("it is not that of the trusted key " + fingerprint);
            }
        }
        throw new IllegalArgumentException("it was made with a key that is not trusted: " + named);
    }

    private static String certifiedSignerOf(SignatureBundle bundle, byte[] content, CertificateTrust trust) {
        List<X509Certificate> chain = bundle.material().chain();
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("it was made with a key, but only certificates are trusted");
        }
        trust.check(chain);
        X509Certificate signing = chain.get(0);
        if (!Ecdsa.verifies(signing.getPublicKey(), content, bundle.signature())) {
            throw new IllegalArgumentException("it is not that of its certificate");
        }
        return signing.getSubjectX500Principal().getName();
    }
}
