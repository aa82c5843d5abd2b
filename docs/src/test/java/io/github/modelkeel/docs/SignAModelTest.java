package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.registry.ModelSigner;
import io.github.modelkeel.registry.ModelVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignAModelTest {
    @TempDir
    Path directory;

    private Path privateKey = Path.of("");
    private Path publicKey = Path.of("");

    @BeforeEach
    void makeKeys() throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        privateKey = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    private Path pem(String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    @Test
    void aDirectoryIsSignedAndVerified() throws IOException {
        Path model = Files.createDirectories(directory.resolve("model"));
        Houses.linearModel(150).writeTo(model);
        // region sign-directory
        ModelSigner.fromPem(privateKey, publicKey).sign(model); // writes model.sig into it
        String signer = ModelVerifier.fromPem(publicKey).verify(model);
        // endregion
        assertThat(signer).matches("[0-9a-f]{64}");
    }
}
