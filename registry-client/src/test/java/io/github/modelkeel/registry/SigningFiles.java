package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Keys, certificates and models that Python's model_signing 1.1.1 signed; make_signing_fixtures.py makes them. */
final class SigningFiles {
    private SigningFiles() {}

    static Path of(String name) {
        try {
            return Path.of(Objects.requireNonNull(SigningFiles.class.getResource("/signing/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static ModelSigner signer(String key, String publicKeyOrChain) throws IOException {
        return ModelSigner.fromPem(of(key + ".key.pem"), of(publicKeyOrChain + ".pem"));
    }

    static ModelVerifier verifier(String name) throws IOException {
        return ModelVerifier.fromPem(of(name + ".pem"));
    }

    /** A copy that a test may change. */
    static Path copy(String name, Path target) throws IOException {
        for (FileTree.Item file : FileTree.list(of(name))) {
            Path copy = target.resolve(file.path());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(file.file(), copy);
        }
        return target;
    }
}
