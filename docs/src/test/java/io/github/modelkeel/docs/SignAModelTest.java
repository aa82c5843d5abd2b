package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelIntegrityException;
import io.github.modelkeel.registry.ModelSigner;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
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
    void aLoggedModelIsSignedAndRequiredToBe() throws IOException {
        LoggedModel logged = log();
        LoggedModel unsigned = log();
        // region sign
        ModelSigner signer = ModelSigner.fromPem(privateKey, publicKey);
        try (Registry registry = Registry.open()) {
            registry.sign(logged, signer);
            registry.setAlias(registry.register("house-signed", logged), "champion");
        }
        // endregion
        // region require-signature
        ModelVerifier verifier = ModelVerifier.fromPem(publicKey);
        try (Registry registry = Registry.builder().requireSignedBy(verifier).open()) {
            Path files = registry.download(registry.resolve("models:/house-signed@champion"));
            System.out.println(files + " is signed");
        }
        // endregion
        // region serve-signed
        try (Predictor house = Predictor.builder("models:/house-signed@champion")
                .requireSignedBy(verifier)
                .load()) {
            System.out.println(house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural")));
        }
        // endregion
        assertThatThrownBy(() -> Predictor.builder(unsigned.uri())
                        .requireSignedBy(verifier)
                        .load())
                .hasMessageContaining("is not signed");
        try (Registry registry = Registry.builder().requireSignedBy(verifier).open()) {
            assertThatThrownBy(() -> registry.download(registry.resolve(unsigned.uri())))
                    .isInstanceOf(ModelIntegrityException.class)
                    .hasMessageContaining("is not signed");
        }
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

    private static LoggedModel log() {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("signed")) {
            LoggedModel logged = run.logModel("house", Houses.linearModel(150)::writeTo);
            run.finish();
            return logged;
        }
    }
}
