package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.AtomicFile;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Pem;
import io.github.modelkeel.registry.signature.CertificateTrust;
import io.github.modelkeel.registry.signature.Ecdsa;
import io.github.modelkeel.registry.signature.SignatureBundle;
import io.github.modelkeel.registry.signature.SignedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Signs models by the OpenSSF model signing format 1.0, methods {@code key} and {@code certificate}: a file {@code model.sig} beside the
 * model's files holds a Sigstore bundle with an in-toto statement of every file's SHA-256. Python's {@code model_signing} verifies it, as
 * does {@link ModelVerifier}. Safe for use by multiple threads.
 *
 * <p>The private key stays in this object; it is in no message and in no file.
 */
public final class ModelSigner {
    /** The name of the signature's file in a model's directory. */
    public static final String FILE_NAME = SignedStatement.FILE_NAME;

    private final PrivateKey key;
    private final PublicKey publicKey;
    private final List<X509Certificate> chain;

    private ModelSigner(PrivateKey key, PublicKey publicKey, List<X509Certificate> chain) {
        this.key = Objects.requireNonNull(key, "key");
        this.publicKey = publicKey;
        this.chain = List.copyOf(chain);
        byte[] probe = {1, 2, 3};
        if (!Ecdsa.verifies(publicKey, probe, signature(probe))) {
            throw new IllegalArgumentException("the private key does not belong to the public one");
        }
    }

    /**
     * A signer with a key.
     *
     * @param key the private key, on the curve P-256, P-384 or P-521
     * @param publicKey the public key that belongs to it
     * @return the signer
     * @throws IllegalArgumentException if the keys are of another kind or do not belong together
     */
    public static ModelSigner ofKey(PrivateKey key, PublicKey publicKey) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(publicKey, "publicKey");
        return new ModelSigner(key, publicKey, List.of());
    }

    /**
     * A signer with a certificate.
     *
     * @param key the private key, on the curve P-256, P-384 or P-521
     * @param chain the certificate of its public key first, then the one that signed it, and so on; the root may be left out
     * @return the signer
     * @throws IllegalArgumentException if the chain is empty, its first certificate may not sign, or the key is of another kind or
     *     does not belong to it
     */
    public static ModelSigner ofCertificate(PrivateKey key, List<X509Certificate> chain) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(chain, "chain");
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("the chain must hold at least the certificate of the key");
        }
        if (!CertificateTrust.maySign(chain.get(0))) {
            throw new IllegalArgumentException("the certificate's key usage allows no signatures: "
                    + chain.get(0).getSubjectX500Principal());
        }
        return new ModelSigner(key, chain.get(0).getPublicKey(), chain);
    }

    /**
     * A signer from PEM files.
     *
     * @param privateKey a file with an unencrypted {@code PRIVATE KEY} (PKCS #8)
     * @param publicKeyOrCertificates a file with the {@code PUBLIC KEY} that belongs to it, or with its {@code CERTIFICATE} and those that
     *     lead to the root
     * @return the signer
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file holds something else, or the two do not belong together
     */
    public static ModelSigner fromPem(Path privateKey, Path publicKeyOrCertificates) throws IOException {
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(publicKeyOrCertificates, "publicKeyOrCertificates");
        Pem pem = Pem.read(publicKeyOrCertificates);
        PrivateKey key = Pem.read(privateKey).privateKey();
        return pem.certificates().isEmpty() ? ofKey(key, pem.onlyPublicKey()) : ofCertificate(key, pem.certificates());
    }

    /**
     * Signs all files of a directory and writes {@code model.sig} into it. One that is there is replaced. Whatever is added or changed
     * afterwards makes the signature invalid, so this is the last step.
     *
     * @param directory the model's directory; it holds regular files and directories only
     * @return the signature's file
     * @throws IOException if the files cannot be read or the signature cannot be written
     */
    public Path sign(Path directory) throws IOException {
        Objects.requireNonNull(directory, "directory");
        byte[] bundle = bundle(ModelManifest.of(directory, Set.of(FILE_NAME)));
        Path file = directory.resolve(FILE_NAME);
        AtomicFile.write(file, bundle, placeToWrite(directory), false);
        return file;
    }

    /** Beside the directory, where a stopped process leaves nothing in the model; not if the directory is mounted by itself. */
    private static Path placeToWrite(Path directory) throws IOException {
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent());
        return Files.getFileStore(parent).equals(Files.getFileStore(directory)) ? parent : directory;
    }

    /** The content of the signature's file for files of which none is the signature. */
    byte[] bundle(ModelManifest files) {
        byte[] payload = SignedStatement.of(files).toBytes();
        return new SignatureBundle(payload, signature(SignatureBundle.toSign(payload)), material()).toBytes();
    }

    private SignatureBundle.Material material() {
        return chain.isEmpty()
                ? SignatureBundle.Material.ofKey(Pem.fingerprint(publicKey))
                : SignatureBundle.Material.ofChain(chain);
    }

    private byte[] signature(byte[] content) {
        try {
            Signature signing = Signature.getInstance(Ecdsa.algorithm(publicKey));
            signing.initSign(key);
            signing.update(content);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign: " + e.getMessage(), e);
        }
    }
}
